import type { Argument, Candidate, Command, Completes, Option } from '../commands/command.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Catalog } from '../schema/catalog.ts';
import { harmless } from '../model/text.ts';
import { escapedForBash, readWords } from './typed.ts';

/** What completion knows of: the commands, what each takes, and the records. */
export interface Known {
  readonly commands: readonly Pick<Command, 'name' | 'summary' | 'arguments'>[];
  /** The options of a command, or those of the program. */
  readonly options: (command: string | undefined) => readonly Option[];
  readonly catalog: () => Catalog;
  readonly dataset: () => Promise<Dataset>;
}

/** A shell shows no more at once. */
const MOST = 200;

/** Words that may follow the last of the words typed after `minerals`, without what a shell keeps; none where it knows better, as of files. */
export const complete = async (typed: readonly string[], known: Known, shell?: string): Promise<Candidate[]> => {
  const { words, kept, quote } = readWords(typed, shell === 'bash');
  const found = await wholeWords(words, known);
  // A shell replaces the end of a word only, and what bash inserts it reads as it reads what a person types.
  const inserted = (text: string): string =>
    shell === 'bash' ? escapedForBash(text.slice(kept), quote) : text.slice(kept);
  return found.map(({ value, says }) => ({ value: inserted(value), says }));
};

/** What the last of some words may be completed to, as a whole word. */
const wholeWords = async (words: readonly string[], known: Known): Promise<Candidate[]> => {
  const last = words.at(-1) ?? '';
  const [name] = words;
  const command = words.length < 2 ? undefined : known.commands.find((each) => each.name === name);
  if (words.length > 1 && !command) return [];
  const options = known.options(command?.name);
  const asked = options.find(({ flags }) => takesValue(flags) && longOf(flags) === words.at(-2));
  if (asked) return valuesOf(asked, last, [], known);
  const [, flag, value = ''] = /^(--[^=]+)=(.*)$/s.exec(last) ?? [];
  if (flag !== undefined) {
    const assigned = options.find(({ flags }) => /[<[]/.test(flags) && longOf(flags) === flag);
    const values = assigned ? await valuesOf(assigned, value, [], known) : [];
    return values.map((each) => ({ ...each, value: `${flag}=${each.value}` }));
  }
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

const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const takesValue = (flags: string): boolean => flags.includes('<');

/** The words that are neither options nor their values. */
const argumentsAmong = (words: readonly string[], options: readonly Option[]): string[] => {
  const valued = new Set(options.filter(({ flags }) => takesValue(flags)).map(({ flags }) => longOf(flags)));
  return words.filter((word, at) => !word.startsWith('-') && !valued.has(words[at - 1] ?? ''));
};

/** Those that begin as typed; where none does, those that do but for capitals. */
const starting = (typed: string, all: readonly Candidate[]): Candidate[] => {
  const exact = all.filter(({ value }) => value.startsWith(typed));
  const found = exact.length > 0 ? exact : all.filter(({ value }) => begins(value, typed));
  return found.slice(0, MOST);
};

const begins = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.toLowerCase());

const valuesOf = async (
  taking: Pick<Option, 'choices' | 'completes' | 'list' | 'whole'> & Partial<Argument>,
  typed: string,
  before: readonly string[],
  known: Known,
): Promise<Candidate[]> => {
  const { choices, completes, list, whole } = taking;
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
  completes: Completes | undefined,
  typed: string,
  before: readonly string[],
  known: Known,
): Promise<Candidate[]> => {
  if (completes === undefined) return [];
  if (completes === '*') return anyRecord(typed, known);
  if (typeof completes === 'string') return recordsOf(completes, typed, known);
  return starting(typed, await completes({ catalog: known.catalog(), dataset: known.dataset, before }));
};

const anyRecord = async (typed: string, known: Known): Promise<Candidate[]> => {
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
const recordsOf = async (type: string | undefined, typed: string, known: Known): Promise<Candidate[]> => {
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

const oneLine = (text: string): string => harmless(text.replaceAll(/\s+/g, ' '));
