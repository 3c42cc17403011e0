import type { Command, Option } from '../commands/command.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Catalog } from '../schema/catalog.ts';
import { harmless } from '../model/text.ts';

/** What a word may go on as, and what that is. */
export interface Candidate {
  readonly value: string;
  readonly says: string;
}

/** What completion knows of: the commands, what each takes, and the records. */
export interface Known {
  readonly commands: readonly Command[];
  readonly options: (command: Command) => readonly Option[];
  readonly catalog: () => Catalog;
  readonly dataset: () => Promise<Dataset>;
}

/** A shell shows no more at once. */
const MOST = 200;

/** What the last of the words typed after `minerals` may go on as; nothing where the shell knows better, as of files. */
export const complete = async (typed: readonly string[], known: Known): Promise<Candidate[]> => {
  // bash tells `--country=PE` as three words.
  const words = typed.filter((word) => word !== '=');
  const last = words.at(-1)?.replace(/^["']/, '') ?? '';
  const command = known.commands.find(({ name }) => name === words[0]);
  if (words.length < 2)
    return starting(
      last,
      known.commands.map(({ name, summary }) => ({ value: name, says: summary })),
    );
  if (!command) return [];
  const options = known.options(command);
  const asked = options.find(({ flags }) => takesValue(flags) && longOf(flags) === words.at(-2));
  if (asked) return valuesOf(asked, last, known);
  if (last.startsWith('-'))
    return starting(
      last,
      options.map(({ flags, description }) => ({ value: longOf(flags), says: description })),
    );
  return argumentsOf(command, last, known);
};

const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const takesValue = (flags: string): boolean => flags.includes('<');

const starting = (typed: string, all: readonly Candidate[]): Candidate[] =>
  all.filter(({ value }) => value.toLowerCase().startsWith(typed.toLowerCase())).slice(0, MOST);

const valuesOf = async ({ choices, completes, list }: Option, typed: string, known: Known): Promise<Candidate[]> => {
  // Of several values the last is being typed.
  const [, before = '', value = ''] = /^(.*,)?([^,]*)$/.exec(list ? typed : typed.replaceAll(',', '')) ?? [];
  const found = choices
    ? starting(
        value,
        choices.map((choice) => ({ value: choice, says: '' })),
      )
    : completes === undefined
      ? []
      : await recordsOf(completes, value, known);
  return found.map((each) => ({ ...each, value: before + each.value }));
};

const argumentsOf = async (command: Command, typed: string, known: Known): Promise<Candidate[]> => {
  const [name = ''] = command.arguments.map((argument) => argument.name);
  if (/\btype\b/.test(name))
    return starting(
      typed,
      known.catalog().types.map((type) => ({ value: type.name, says: type.description })),
    );
  if (!/\bref/.test(name)) return [];
  const slash = typed.indexOf('/');
  const type = slash < 0 ? undefined : known.catalog().type(typed.slice(0, slash));
  if (type) {
    const found = await recordsOf(type.name, typed.slice(slash + 1), known);
    return found.map((each) => ({ ...each, value: `${type.name}/${each.value}` }));
  }
  // Thousands of names are no help: the types first.
  return typed === ''
    ? known.catalog().types.map(({ name: each, description }) => ({ value: `${each}/`, says: description }))
    : recordsOf(undefined, typed, known);
};

/** The records whose ids or names begin so, then those that are also called so. */
const recordsOf = async (type: string | undefined, typed: string, known: Known): Promise<Candidate[]> => {
  const { entries } = await known.dataset();
  const wanted = typed.toLowerCase();
  const begins = (text: string): boolean => text.toLowerCase().startsWith(wanted);
  const found: Candidate[] = [];
  const others: Candidate[] = [];
  for (const entry of entries) {
    if (type !== undefined && entry.type !== type) continue;
    const called = entry.called.find(begins);
    if (begins(entry.id)) found.push({ value: entry.id, says: oneLine(entry.name) });
    if (wanted !== '' && begins(entry.name)) found.push({ value: oneLine(entry.name), says: entry.id });
    else if (wanted.length > 1 && called !== undefined && called !== entry.id)
      others.push({ value: oneLine(called), says: entry.id });
  }
  return [...found, ...others].slice(0, MOST);
};

const oneLine = (text: string): string => harmless(text.replaceAll(/\s+/g, ' '));
