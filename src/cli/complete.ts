import type { CommandArgument, CompletionCandidate, Command, Completer, CommandOption } from '../commands/command.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Catalog } from '../schema/catalog.ts';
import { sanitize } from '../model/text.ts';

/** What completion knows of: the commands, what each takes, and the records. */
export interface CompletionSources {
  readonly commands: readonly Pick<Command, 'name' | 'summary' | 'arguments'>[];
  /** The options of a command, or those of the program. */
  readonly options: (command: string | undefined) => readonly CommandOption[];
  readonly catalog: () => Catalog;
  readonly dataset: () => Promise<Dataset>;
}

/** A shell shows no more at once. */
const MOST = 200;

/** What the last of the words typed after `minerals` may go on as; nothing where the shell knows better, as of files. */
export const completeWords = async (
  typed: readonly string[],
  known: CompletionSources,
): Promise<CompletionCandidate[]> => {
  // bash tells `--country=PE` as three words, and each word as it was typed.
  const words = typed.filter((word) => word !== '=').map(unquoted);
  const last = words.at(-1) ?? '';
  const [name] = words;
  const command = words.length < 2 ? undefined : known.commands.find((each) => each.name === name);
  if (words.length > 1 && !command) return [];
  const options = known.options(command?.name);
  const asked = options.find(({ flags }) => takesValue(flags) && longOf(flags) === words.at(-2));
  if (asked) return valuesOf(asked, last, [], known);
  if (last.startsWith('-'))
    return starting(
      last,
      options.map(({ flags, description }) => ({ value: longOf(flags), says: description })),
    );
  if (!command)
    return starting(
      last,
      known.commands.map((each) => ({ value: each.name, says: each.summary })),
    );
  const before = argumentsAmong(words.slice(1, -1), options);
  const argument =
    command.arguments[before.length] ?? command.arguments.findLast(({ name: each }) => each.includes('...'));
  return argument ? valuesOf(argument, last, before, known) : [];
};

/** A word without what a shell takes as marks around its letters. */
const unquoted = (word: string): string =>
  /^["']/.test(word) ? word.replace(/^(["'])(.*?)\1?$/s, '$2') : word.replaceAll(/\\(.)/gs, '$1');

const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const takesValue = (flags: string): boolean => flags.includes('<');

/** The words that are neither options nor their values. */
const argumentsAmong = (words: readonly string[], options: readonly CommandOption[]): string[] => {
  const valued = new Set(options.filter(({ flags }) => takesValue(flags)).map(({ flags }) => longOf(flags)));
  return words.filter((word, at) => !word.startsWith('-') && !valued.has(words[at - 1] ?? ''));
};

/** Those that begin as typed; where none does, those that do but for capitals. */
const starting = (typed: string, all: readonly CompletionCandidate[]): CompletionCandidate[] => {
  const exact = all.filter(({ value }) => value.startsWith(typed));
  const found = exact.length > 0 ? exact : all.filter(({ value }) => begins(value, typed));
  return found.slice(0, MOST);
};

const begins = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.toLowerCase());

const valuesOf = async (
  taking: Pick<CommandOption, 'choices' | 'completes' | 'list' | 'keepCommas'> & Partial<CommandArgument>,
  typed: string,
  before: readonly string[],
  known: CompletionSources,
): Promise<CompletionCandidate[]> => {
  const { choices, completes, list, keepCommas: whole } = taking;
  // Of several values the last is being typed; a field may be asked for from the greatest.
  const last = list ? (whole ? /^(.*[,+])?([^,+]*)$/s : /^(.*,)?([^,]*)$/s) : /^(-)?(.*)$/s;
  const [, earlier = '', value = ''] = last.exec(typed) ?? [];
  const found = choices
    ? starting(
        value,
        choices.map((choice) => ({ value: choice, says: '' })),
      )
    : await completed(completes, value, before, known);
  return found.map((each) => ({ ...each, value: earlier + each.value }));
};

const completed = async (
  completes: Completer | undefined,
  typed: string,
  before: readonly string[],
  known: CompletionSources,
): Promise<CompletionCandidate[]> => {
  if (completes === undefined) return [];
  if (completes === '*') return anyRecord(typed, known);
  if (typeof completes === 'string') return recordsOf(completes, typed, known);
  return starting(typed, await completes({ catalog: known.catalog(), dataset: known.dataset, before }));
};

const anyRecord = async (typed: string, known: CompletionSources): Promise<CompletionCandidate[]> => {
  const slash = typed.indexOf('/');
  const type = slash < 0 ? undefined : known.catalog().type(typed.slice(0, slash));
  if (type) {
    const found = await recordsOf(type.name, typed.slice(slash + 1), known);
    return found.map((each) => ({ ...each, value: `${type.name}/${each.value}` }));
  }
  // Thousands of names are no help: the types first.
  return typed === ''
    ? known.catalog().types.map(({ name, description }) => ({ value: `${name}/`, says: description }))
    : recordsOf(undefined, typed, known);
};

/**
 * The records whose ids or names begin so, then those that are also called so. Capitals do not matter to a record's name:
 * the letters typed stay as they are, or a shell would take them for a mistake and erase them.
 */
const recordsOf = async (
  type: string | undefined,
  typed: string,
  known: CompletionSources,
): Promise<CompletionCandidate[]> => {
  const { entries } = await known.dataset();
  const found = new Map<string, string>();
  const others = new Map<string, string>();
  const add = (to: Map<string, string>, value: string, says: string): void => {
    if (!begins(value, typed)) return;
    const kept = typed + oneLine(value).slice(typed.length);
    if (kept !== typed && !found.has(kept) && !others.has(kept)) to.set(kept, oneLine(says));
  };
  for (const entry of entries) {
    if (type !== undefined && entry.type !== type) continue;
    add(found, entry.id, entry.name);
    if (typed !== '') add(found, entry.name, entry.id);
    const called = typed.length > 1 ? entry.called.find((each) => begins(each, typed)) : undefined;
    if (called !== undefined && called !== entry.name) add(others, called, entry.id);
  }
  return [...found, ...others].slice(0, MOST).map(([value, says]) => ({ value, says }));
};

const oneLine = (text: string): string => sanitize(text.replaceAll(/\s+/g, ' '));
