import type { Dataset, Entry } from '../dataset/dataset.ts';
import { type Interval, intervalOf, overlaps } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import type { Ref } from '../model/record.ts';
import type { Filter } from '../schema/filters.ts';
import { nearest } from '../model/near.ts';
import { condition, type Heard, type Inferred, type Test } from './condition.ts';
import { dayOf, periodOf } from './period.ts';
import { foldName } from './resolve.ts';
import { type Standing, standingOn } from './validity.ts';

/** A record that matches, and what was inferred to say so. */
export interface Match {
  readonly entry: Entry;
  readonly inferred?: Inferred;
  /** Whether it stood on the day asked about, where a day was. */
  readonly standing?: Standing;
}

/** What `query` was asked: values by filter, each any of several. */
export interface Question {
  readonly text?: string;
  readonly types?: readonly string[];
  readonly filters: ReadonlyMap<Filter, readonly string[]>;
  readonly since?: string;
  readonly until?: string;
  readonly validOn?: string;
}

export interface Answer {
  readonly matches: readonly Match[];
  readonly notes: readonly string[];
  /** The records that the filters name. */
  readonly asked: readonly Ref[];
}

/** The records that meet every condition of a question. Throws UserError where a value names nothing. */
export const filter = async (dataset: Dataset, question: Question): Promise<Answer> => {
  const heard: Heard = { notes: [], asked: [] };
  const tests: ((entry: Entry) => boolean)[] = [];
  if (question.types) tests.push(ofTypes(dataset, question.types));
  const conditions = new Map<string, Test>();
  for (const [by, values] of question.filters) conditions.set(by.name, await condition(dataset, by, values, heard));
  const period = periodOf(question.since, question.until);
  if (period) tests.push(within(period));
  if (question.text !== undefined) tests.push(await containing(dataset, question.text));
  const day = question.validOn === undefined ? undefined : dayOf(question.validOn, '--valid-on');
  const matches: Match[] = [];
  for (const entry of dataset.entries) {
    const inferred = tests.every((test) => test(entry)) ? judge(conditions, entry) : undefined;
    const standing = inferred && day ? standingOn(dataset, entry, day) : undefined;
    if (!inferred || standing?.valid === 'no') continue;
    matches.push({
      entry,
      ...(Object.keys(inferred).length > 0 ? { inferred } : {}),
      ...(standing ? { standing } : {}),
    });
  }
  return { matches, ...heard };
};

/** What had to be inferred for a record to meet all conditions, undefined where it does not. */
const judge = (conditions: ReadonlyMap<string, Test>, entry: Entry): Inferred | undefined => {
  const verdicts = new Map<string, true | Inferred>();
  for (const [name, test] of conditions) {
    const verdict = test(entry);
    if (verdict === false) return undefined;
    verdicts.set(name, verdict);
  }
  const inferred = [...verdicts.values()].flatMap((verdict) => (verdict === true ? [] : Object.entries(verdict)));
  // What one filter infers under the name of another, a list of minerals, stands back behind what that says itself.
  return Object.fromEntries(
    inferred.flatMap(([name, value]) => {
      const own = verdicts.get(name);
      return own === true ? [] : [[name, own?.[name] ?? value]];
    }),
  );
};

const ofTypes = (dataset: Dataset, names: readonly string[]): ((entry: Entry) => boolean) => {
  const types = new Set(names.map((name) => typeNamed(dataset, name)));
  return (entry) => types.has(entry.type);
};

/** The type that a person means, by its name or its folder's. */
export const typeNamed = (dataset: Dataset, name: string): string => {
  const { types } = dataset.catalog;
  const found = dataset.catalog.called(name);
  if (found) return found.name;
  const [near] = nearest(
    name.toLowerCase(),
    types.flatMap((type) => [type.name, type.folder]),
    2,
  );
  throw new UserError(
    `there is no type "${name}"`,
    near ? `did you mean ${near}?` : `the types are ${types.map((type) => type.name).join(', ')}`,
  );
};

const within =
  (period: Interval) =>
  ({ date }: Entry): boolean => {
    const own = date === undefined ? undefined : intervalOf(date);
    return own !== undefined && overlaps(own, period);
  };

const containing = async (dataset: Dataset, text: string): Promise<(entry: Entry) => boolean> => {
  const wanted = await foldName(text);
  if (wanted === '')
    throw new UserError(`"${text}" holds no letter or digit to look for`, 'give a word that must occur in the record');
  const has = new Set<Entry>();
  const all = dataset.texts();
  for (const [index, entry] of dataset.entries.entries()) if (all[index]?.includes(wanted)) has.add(entry);
  return (entry) => has.has(entry);
};
