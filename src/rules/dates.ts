import { type Interval, intervalOf, isAfter, overlaps } from '../model/date.ts';
import { fromDotted, toDotted, toPointer, valueAt } from '../model/pointer.ts';
import type { Data } from '../model/record.ts';
import type { Type } from '../schema/catalog.ts';
import { references } from '../schema/references.ts';
import type { CodedFinding, Family } from './rule.ts';

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
  ],
  check: (library) => {
    const plans = new Map(library.catalog.types.map((type) => [type, planOf(type)]));
    return function* ({ type, data }): Iterable<CodedFinding> {
      const { chronology, same, own } = plans.get(type) ?? planOf(type);
      for (const [first, second] of chronology) {
        const other = dateAt(data, second);
        const one = other && dateAt(data, first);
        if (one && other && isAfter(one, other))
          yield {
            code: 'DATE002',
            pointer: toPointer(second),
            message: `${toDotted(second)} is before ${toDotted(first)}`,
            hint: 'look both dates up again',
          };
      }
      for (const [first, second] of same) {
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
      const date = data['succeeds'] === undefined ? undefined : dateAt(data, own);
      for (const { path, type: target, id } of date ? references(type.schema, data) : []) {
        if (path[0] !== 'succeeds' || target !== type.name) continue;
        const named = library.find(`${target}/${id}`);
        const before = named && dateAt(named.data, own);
        if (date && before && isAfter(before, date))
          yield {
            code: 'DATE004',
            pointer: toPointer(path),
            message: `${id} is newer than this record, which is said to succeed it`,
            hint: 'turn the reference around',
          };
      }
    };
  },
};

type Pairs = readonly (readonly [first: string[], second: string[]])[];

/** The dates of a type that are compared, as paths. */
const planOf = ({ schema }: Type): { chronology: Pairs; same: Pairs; own: string[] | undefined } => {
  const paths = (pairs: readonly (readonly [string, string])[] = []): Pairs =>
    pairs.map(([first, second]) => [fromDotted(first), fromDotted(second)]);
  const own = schema['x-date'];
  return {
    chronology: paths(schema['x-chronology']),
    same: paths(schema['x-same']),
    own: own ? fromDotted(own) : undefined,
  };
};

const dateAt = (data: Data, path: readonly string[] | undefined): Interval | undefined => {
  const value = path && valueAt(data, path);
  return typeof value === 'string' ? intervalOf(value) : undefined;
};
