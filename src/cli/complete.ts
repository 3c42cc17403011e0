import { toCandidates } from '../operations/completions.ts';
import type { ArgumentDeclaration, CompletionCandidate, Completer, OptionDeclaration } from '../operations/input.ts';
import type { Operation } from '../operations/operation.ts';
import { mapDefined } from '../core/model/defined-only.ts';
import type { Dataset } from '../core/index/dataset.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { sanitize } from '../core/model/text.ts';
import { longFlag } from './option.ts';
import { escapeForBash, readWords } from './typed.ts';

/** Sources of completions: commands, their options, and records. */
export interface CompletionSources {
  readonly commands: readonly Pick<Operation, 'name' | 'summary' | 'arguments'>[];
  /** Options of a command, or of the program. */
  readonly options: (command: string | undefined) => readonly OptionDeclaration[];
  readonly catalog: () => Catalog;
  readonly dataset: () => Promise<Dataset>;
}

/** Maximum number of suggestions. */
const MAX_SUGGESTIONS = 200;

/**
 * Completes the last of the words typed after `minerals`, without the part that the shell keeps. Returns nothing for
 * file names, which the shell completes itself.
 */
export const completeWords = async (
  typedWords: readonly string[],
  sources: CompletionSources,
  shell?: string,
): Promise<CompletionCandidate[]> => {
  const isBash = shell === 'bash';
  const { words, keptLength, quote } = readWords(typedWords, isBash);
  const candidates = await completeLastWord(words, sources);
  // A shell replaces only the end of a word, and bash reads inserted text like typed text.
  return candidates.map(({ value, description }) => {
    const inserted = value.slice(keptLength);
    return { value: isBash ? escapeForBash(inserted, quote) : inserted, description };
  });
};

/** Completes the last word, including its start. */
const completeLastWord = async (
  words: readonly string[],
  sources: CompletionSources,
): Promise<CompletionCandidate[]> => {
  const lastWord = words.at(-1) ?? '';
  const [commandName] = words;
  const command = words.length < 2 ? undefined : sources.commands.find(({ name }) => name === commandName);
  if (words.length > 1 && !command) return [];
  const options = sources.options(command?.name);
  const currentOption = options.find(({ flags }) => takesValue(flags) && longFlag(flags) === words.at(-2));
  if (currentOption) return completeValue(currentOption, lastWord, [], sources);
  const [, flag, value = ''] = /^(--[^=]+)=(.*)$/s.exec(lastWord) ?? [];
  if (flag !== undefined) {
    const option = options.find(({ flags }) => /[<[]/.test(flags) && longFlag(flags) === flag);
    if (!option) return [];
    const candidates = await completeValue(option, value, [], sources);
    return candidates.map((candidate) => ({ ...candidate, value: `${flag}=${candidate.value}` }));
  }
  if (lastWord.startsWith('-')) {
    const flags = options.map((option) => ({ value: longFlag(option.flags), description: option.description }));
    return filterByPrefix(lastWord, flags);
  }
  if (!command) {
    const commands = sources.commands.map(({ name, summary }) => ({ value: name, description: summary }));
    return filterByPrefix(lastWord, commands);
  }
  const previousArguments = argumentWords(words.slice(1, -1), options);
  const argument =
    command.arguments[previousArguments.length] ?? command.arguments.findLast(({ usage }) => usage.includes('...'));
  if (!argument) return [];
  return completeValue(argument, lastWord, previousArguments, sources);
};

const takesValue = (flags: string): boolean => flags.includes('<');

/** Words that are neither options nor option values. */
const argumentWords = (words: readonly string[], options: readonly OptionDeclaration[]): string[] => {
  const flagsWithValue = new Set(options.filter(({ flags }) => takesValue(flags)).map(({ flags }) => longFlag(flags)));
  return words.filter((word, index) => !word.startsWith('-') && !flagsWithValue.has(words[index - 1] ?? ''));
};

/** Candidates that start with the typed text; if there are none, ignores case. */
const filterByPrefix = (typed: string, candidates: readonly CompletionCandidate[]): CompletionCandidate[] => {
  const exactMatches = candidates.filter(({ value }) => value.startsWith(typed));
  const matches = exactMatches.length > 0 ? exactMatches : candidates.filter(({ value }) => hasPrefix(value, typed));
  return matches.slice(0, MAX_SUGGESTIONS);
};

const hasPrefix = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.toLowerCase());

type ValueDeclaration = Pick<OptionDeclaration, 'choices' | 'completer' | 'isList' | 'keepCommas'> &
  Partial<ArgumentDeclaration>;

const completeValue = async (
  declaration: ValueDeclaration,
  typed: string,
  previousArguments: readonly string[],
  sources: CompletionSources,
): Promise<CompletionCandidate[]> => {
  const { choices, completer } = declaration;
  const [, prefix = '', value = ''] = lastValuePattern(declaration).exec(typed) ?? [];
  const choiceCandidates = mapDefined(choices, (values) => filterByPrefix(value, toCandidates(values)));
  const candidates = choiceCandidates ?? (await runCompleter(completer, value, previousArguments, sources));
  return candidates.map((candidate) => ({ ...candidate, value: prefix + candidate.value }));
};

/** Splits what was typed into a prefix and the value to complete: the last of a list, or a field after a minus sign. */
const lastValuePattern = ({ isList, keepCommas }: ValueDeclaration): RegExp => {
  if (!isList) return /^(-)?(.*)$/s;
  return keepCommas ? /^(.*[,+])?([^,+]*)$/s : /^(.*,)?([^,]*)$/s;
};

const runCompleter = async (
  completer: Completer | undefined,
  typed: string,
  previousArguments: readonly string[],
  sources: CompletionSources,
): Promise<CompletionCandidate[]> => {
  if (completer === undefined) return [];
  if (completer === '*') return completeAnyRecord(typed, sources);
  if (typeof completer === 'string') return completeRecord(completer, typed, sources);
  const context = { catalog: sources.catalog(), dataset: sources.dataset, previousArguments };
  return filterByPrefix(typed, await completer(context));
};

const completeAnyRecord = async (typed: string, sources: CompletionSources): Promise<CompletionCandidate[]> => {
  const slashIndex = typed.indexOf('/');
  const type = slashIndex < 0 ? undefined : sources.catalog().type(typed.slice(0, slashIndex));
  if (type) {
    const candidates = await completeRecord(type.name, typed.slice(slashIndex + 1), sources);
    return candidates.map((candidate) => ({ ...candidate, value: `${type.name}/${candidate.value}` }));
  }
  if (typed !== '') return completeRecord(undefined, typed, sources);
  // Suggests types first, because thousands of names would not help.
  return sources.catalog().types.map(({ name, description }) => ({ value: `${name}/`, description }));
};

/**
 * Records whose id or name starts with the typed text, then those with such an alternative name. Ignores case, but keeps
 * the typed letters: a shell would otherwise erase them as a mistake.
 */
const completeRecord = async (
  type: string | undefined,
  typed: string,
  sources: CompletionSources,
): Promise<CompletionCandidate[]> => {
  const { entries } = await sources.dataset();
  const mainMatches = new Map<string, string>();
  const alternativeMatches = new Map<string, string>();
  const addMatch = (matches: Map<string, string>, name: string, description: string): void => {
    if (!hasPrefix(name, typed)) return;
    const value = typed + toLine(name).slice(typed.length);
    if (value !== typed && !mainMatches.has(value) && !alternativeMatches.has(value))
      matches.set(value, toLine(description));
  };
  for (const entry of entries) {
    if (type !== undefined && entry.type !== type) continue;
    addMatch(mainMatches, entry.id, entry.name);
    if (typed !== '') addMatch(mainMatches, entry.name, entry.id);
    const alternativeName = typed.length > 1 ? entry.allNames.find((name) => hasPrefix(name, typed)) : undefined;
    if (alternativeName !== undefined && alternativeName !== entry.name)
      addMatch(alternativeMatches, alternativeName, entry.id);
  }
  return [...mainMatches, ...alternativeMatches]
    .slice(0, MAX_SUGGESTIONS)
    .map(([value, description]) => ({ value, description }));
};

const toLine = (text: string): string => sanitize(text.replaceAll(/\s+/g, ' '));
