import { type Interval, intervalOf, isAfter, overlaps } from '../model/date.ts';
import { fromDotted, toDotted, toPointer, valueAt } from '../model/pointer.ts';
import { type Data, isData } from '../model/record.ts';
import type { Type } from '../schema/catalog.ts';
import { references } from '../schema/references.ts';
import type { CodedFinding, Family, Library, Subject } from './rule.ts';

const WORDS = 'name: Words\nspeaker: {name: Somebody}\nparaphrase: Said so.\n';
const SAID = 'evidence: [{source: npla-2026-02-24, supports: [speaker, date, paraphrase, event]}]\n';

/** Dates are in the order in which things happen; which these are, the schemas say. */
export const dates: Family = {
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
      yield* disorder(plan.chronology, data);
      for (const [first, second] of plan.same) {
        const other = dateAt(data, second);
        const one = other && dateAt(data, first);
        if (one && other && !overlaps(one, other))
          yield {
            code: 'DATE003',
            pointer: toPointer(second),
            message: `${toDotted(second)} is another date than ${toDotted(first)}`,
            hint: 'make the two agree',
          };
      }
      yield* behind(plan.furthest, data);
      if (plan.own && (data['succeeds'] !== undefined || plan.near.length > 0))
        yield* againstOthers(library, subject, plan.own, plan.near);
    };
  },
};

type Pairs = readonly (readonly [first: string[], second: string[]])[];

/** What the schema of a type says of its dates, as paths. */
interface Plan {
  readonly chronology: Pairs;
  readonly same: Pairs;
  readonly own: string[] | undefined;
  /** Fields that name a record of about the same date, and how many days the two may lie apart. */
  readonly near: readonly (readonly [field: string, days: number])[];
  /** Fields whose values are in the order of steps, and the maps of these steps. */
  readonly furthest: readonly (readonly [field: string, steps: string, order: readonly string[]])[];
}

const planOf = ({ schema }: Type): Plan => {
  const paths = (pairs: readonly (readonly [string, string])[] = []): Pairs =>
    pairs.map(([first, second]) => [fromDotted(first), fromDotted(second)]);
  const own = schema['x-date'];
  const fields = Object.entries(schema.properties ?? {});
  return {
    chronology: paths(schema['x-chronology']),
    same: paths(schema['x-same']),
    own: own ? fromDotted(own) : undefined,
    near: fields.flatMap(([name, { 'x-near': days }]) => (days === undefined ? [] : [[name, days] as const])),
    furthest: fields.flatMap(([name, { 'x-furthest': steps, enum: order }]) =>
      steps && order ? [[name, steps, order] as const] : [],
    ),
  };
};

/** Dates out of order. The date that fits the fewest others is the wrong one, and told once. */
function* disorder(chronology: Pairs, data: Data): Iterable<CodedFinding> {
  let wrong = chronology.filter(([first, second]) => {
    const other = dateAt(data, second);
    const one = other && dateAt(data, first);
    return one && other && isAfter(one, other);
  });
  const count = (path: readonly string[]): number =>
    wrong.filter((pair) => pair.some((each) => toDotted(each) === toDotted(path))).length;
  while (wrong.length > 0) {
    const paths = wrong.flatMap(([first, second]) => [second, first]);
    const [worst = []] = paths.toSorted((a, b) => count(b) - count(a));
    const pair = wrong.find((each) => each.includes(worst));
    if (!pair) return;
    const [first, second] = pair;
    yield {
      code: 'DATE002',
      pointer: toPointer(worst),
      message:
        worst === second
          ? `${toDotted(second)} is before ${toDotted(first)}`
          : `${toDotted(first)} is after ${toDotted(second)}`,
      hint: 'look both dates up again',
    };
    wrong = wrong.filter((each) => !each.some((path) => toDotted(path) === toDotted(worst)));
  }
}

/** Steps that all took, further on than the field that tells the furthest. What was resumed after a step is not behind it. */
function* behind(furthest: Plan['furthest'], data: Data): Iterable<CodedFinding> {
  for (const [field, steps, order] of furthest) {
    const value = data[field];
    const taken = data[steps];
    if (typeof value !== 'string' || !isData(taken)) continue;
    const own = dateAt(taken, [value, 'date']);
    const further = Object.entries(taken).filter(([step, told]) => {
      if (!isData(told) || told['party'] !== undefined || order.indexOf(step) <= order.indexOf(value)) return false;
      const date = dateAt(told, ['date']);
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
  library: Library,
  { type, data }: Subject,
  own: string[],
  near: Plan['near'],
): Iterable<CodedFinding> {
  const date = dateAt(data, own);
  for (const { path, type: target, id } of date ? references(type.schema, data) : []) {
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
const daysTo = (first: Interval, second: Interval): number => (Date.parse(second.from) - Date.parse(first.to)) / DAY;

const dateAt = (data: Data, path: readonly string[]): Interval | undefined => {
  const value = valueAt(data, path);
  return typeof value === 'string' ? intervalOf(value) : undefined;
};
