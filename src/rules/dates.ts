import { type DateInterval, parseDate, isAfter, overlaps } from '../model/date.ts';
import { fromDotted, toDotted, toPointer, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject } from '../model/record.ts';
import type { RecordType } from '../schema/catalog.ts';
import { findReferences } from '../schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

const WORDS = 'name: Words\nspeaker: {name: Somebody}\nparaphrase: Said so.\n';
const SAID = 'evidence: [{source: npla-2026-02-24, supports: [speaker, date, paraphrase, event]}]\n';

/** Dates are in the order in which things happen; which these are, the schemas say. */
export const dateRules: RuleSet = {
  rules: [
    {
      code: 'DATE002',
      severity: 'error',
      summary: 'dates in an order that cannot be',
      why: 'Nothing enters into force before it is signed, or ends before it begins.',
      remedy: 'Look both dates up again; where sources differ, record the other with `says`.',
      example: {
        type: 'source',
        wrong:
          'name: A page\ntitle: A page\nurl: https://www.example.org/c\npublished: "2026-03"\naccessed: "2026-02-01"\n',
        right:
          'name: A page\ntitle: A page\nurl: https://www.example.org/c\npublished: "2026-02"\naccessed: "2026-02-01"\n',
      },
    },
    {
      code: 'DATE003',
      severity: 'error',
      summary: 'two fields that give different dates for one thing',
      why: 'A record must not contradict itself; a conflict of sources belongs into its evidence.',
      remedy: 'Make the two agree, and record what the other source says with `says`.',
      example: {
        type: 'agreement',
        wrong:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [ASEAN]\nsigned: "2026-02-04"\nhistory: {signed: {date: "2026-02-05"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, signed, history.signed]}]\n',
        right:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [ASEAN]\nsigned: "2026-02-04"\nhistory: {signed: {date: "2026-02-04"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, signed, history.signed]}]\n',
      },
    },
    {
      code: 'DATE004',
      severity: 'error',
      summary: 'a record that is older than what it succeeds',
      why: 'What replaces another thing comes after it.',
      remedy: 'Turn the reference around, or look the dates up again.',
    },
    {
      code: 'DATE005',
      severity: 'error',
      summary: 'a record of another time than the event that it names',
      why: 'What was signed or said at a meeting has about the date of the meeting.',
      remedy: 'Look both dates up again, or name the event at which it was.',
      example: {
        type: 'statement',
        wrong: `${WORDS}date: "2016-02-04"\nevent: critical-minerals-ministerial-2026\n${SAID}`,
        right: `${WORDS}date: "2026-02-04"\nevent: critical-minerals-ministerial-2026\n${SAID}`,
      },
    },
    {
      code: 'DATE006',
      severity: 'error',
      summary: 'a status behind a step of the history',
      why: 'The status is the furthest step that a source reports; the two must not contradict each other.',
      remedy: 'Take the step as the status; or name the party, where not all took it.',
      example: {
        type: 'agreement',
        wrong:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [ASEAN]\nhistory: {terminated: {date: "2026-02"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, history]}]\n',
        right:
          'name: A memorandum\nkind: mou\nstatus: terminated\norganisations: [ASEAN]\nhistory: {terminated: {date: "2026-02"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, history]}]\n',
      },
    },
  ],
  check: (library) => {
    const plans = new Map(library.catalog.types.map((type) => [type, planOf(type)]));
    return function* (subject): Iterable<CodedFinding> {
      const { type, data } = subject;
      const plan = plans.get(type) ?? planOf(type);
      const dates = datesIn(plan, data);
      if (dates.size > 1) {
        yield* disorder(plan.chronology, dates);
        for (const [first, second] of plan.same) {
          const [one, other] = [dates.get(first), dates.get(second)];
          if (one && other && !overlaps(one, other))
            yield {
              code: 'DATE003',
              pointer: toPointer(fromDotted(second)),
              message: `${second} is another date than ${first}`,
              hint: 'make the two agree',
            };
        }
      }
      yield* behind(plan.furthest, data);
      if (plan.own && (data['succeeds'] !== undefined || plan.near.length > 0))
        yield* againstOthers(library, subject, plan.own, plan.near);
    };
  },
};

type Pairs = readonly (readonly [first: string, second: string])[];

/** What the schema of a type says of its dates. */
interface Plan {
  readonly chronology: Pairs;
  readonly same: Pairs;
  /** The paths that are compared, by their dotted names. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly own: string[] | undefined;
  /** Fields that name a record of about the same date, and how many days the two may lie apart. */
  readonly near: readonly (readonly [field: string, days: number])[];
  /** Fields whose values are in the order of steps, and the maps of these steps. */
  readonly furthest: readonly (readonly [field: string, steps: string, order: readonly string[]])[];
}

const planOf = ({ schema }: RecordType): Plan => {
  const { 'x-chronology': chronology = [], 'x-equal-dates': same = [], 'x-date': own } = schema;
  const fields = Object.entries(schema.properties ?? {});
  return {
    chronology,
    same,
    paths: new Map([...chronology, ...same].flat().map((path) => [path, fromDotted(path)])),
    own: own ? fromDotted(own) : undefined,
    near: fields.flatMap(([name, { 'x-max-days-apart': days }]) => (days === undefined ? [] : [[name, days] as const])),
    furthest: fields.flatMap(([name, { 'x-latest-step-of': steps, enum: order }]) =>
      steps && order ? [[name, steps, order] as const] : [],
    ),
  };
};

/** The dates that a record has of those that are compared. */
const datesIn = ({ paths }: Plan, data: JsonObject): ReadonlyMap<string, DateInterval> => {
  const dates = new Map<string, DateInterval>();
  for (const [name, path] of paths) {
    const date = dateAt(data, path);
    if (date) dates.set(name, date);
  }
  return dates;
};

/** Dates out of order. The date that fits the fewest others is the wrong one, and told once. */
function* disorder(chronology: Pairs, dates: ReadonlyMap<string, DateInterval>): Iterable<CodedFinding> {
  let wrong = chronology.filter(([first, second]) => {
    const [one, other] = [dates.get(first), dates.get(second)];
    return one && other && isAfter(one, other);
  });
  const count = (date: string): number => wrong.filter((pair) => pair.includes(date)).length;
  while (wrong.length > 0) {
    const [worst = ''] = wrong.flatMap(([first, second]) => [second, first]).toSorted((a, b) => count(b) - count(a));
    const [first = '', second = ''] = wrong.find((pair) => pair.includes(worst)) ?? [];
    yield {
      code: 'DATE002',
      pointer: toPointer(fromDotted(worst)),
      message: worst === second ? `${second} is before ${first}` : `${first} is after ${second}`,
      hint: 'look both dates up again',
    };
    wrong = wrong.filter((pair) => !pair.includes(worst));
  }
}

/** Steps that all took, further on than the field that tells the furthest. What was resumed after a step is not behind it. */
function* behind(furthest: Plan['furthest'], data: JsonObject): Iterable<CodedFinding> {
  for (const [field, steps, order] of furthest) {
    const value = data[field];
    const taken = data[steps];
    if (typeof value !== 'string' || !isJsonObject(taken)) continue;
    const further = Object.entries(taken).filter(([step, told]) => {
      if (!isJsonObject(told) || told['party'] !== undefined || order.indexOf(step) <= order.indexOf(value))
        return false;
      const [own, date] = [dateAt(taken, [value, 'date']), dateAt(told, ['date'])];
      return !(own && date && isAfter(own, date));
    });
    const [last] = further.map(([step]) => step).toSorted((a, b) => order.indexOf(b) - order.indexOf(a));
    if (last !== undefined)
      yield {
        code: 'DATE006',
        pointer: `/${field}`,
        message: `${field} is ${value}, but ${steps} tells of ${last}`,
        hint: `write ${field}: ${last}, or name the party that alone took the step`,
      };
  }
}

/** Records that are older than what they succeed, or of another time than what they name. */
function* againstOthers(
  library: RuleContext,
  { type, data }: RecordUnderTest,
  own: string[],
  near: Plan['near'],
): Iterable<CodedFinding> {
  const date = dateAt(data, own);
  for (const { path, type: target, id } of date ? findReferences(type.schema, data) : []) {
    const named = library.find(`${target}/${id}`);
    const other = named && dateAt(named.data, fromDotted(named.type.schema['x-date'] ?? ''));
    if (!date || !other) continue;
    if (path[0] === 'succeeds' && target === type.name && isAfter(other, date))
      yield {
        code: 'DATE004',
        pointer: toPointer(path),
        message: `${id} is newer than this record, which is said to succeed it`,
        hint: 'turn the reference around',
      };
    const days = path.length === 1 ? near.find(([field]) => field === path[0])?.[1] : undefined;
    const apart = Math.max(daysTo(date, other), daysTo(other, date));
    if (days !== undefined && apart > days)
      yield {
        code: 'DATE005',
        pointer: toPointer(path),
        message: `${id} is ${apart} days away from ${toDotted(own)}`,
        hint: 'look both dates up again',
      };
  }
}

const DAY = 24 * 60 * 60 * 1000;

/** The least number of days from the first date to the second; below zero where the second may come before. */
const daysTo = (first: DateInterval, second: DateInterval): number =>
  (Date.parse(second.from) - Date.parse(first.to)) / DAY;

const dateAt = (data: JsonObject, path: readonly string[]): DateInterval | undefined => {
  const value = valueAt(data, path);
  return typeof value === 'string' ? parseDate(value) : undefined;
};
