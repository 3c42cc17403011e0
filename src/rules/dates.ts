import { type Interval, intervalOf, isAfter, overlaps } from '../model/date.ts';
import { fromDotted, toPointer, valueAt } from '../model/pointer.ts';
import type { Data } from '../model/record.ts';
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
  check: (library) =>
    function* ({ type, data }): Iterable<CodedFinding> {
      for (const [first, second] of type.schema['x-chronology'] ?? []) {
        const [one, other] = [dateAt(data, first), dateAt(data, second)];
        if (one && other && isAfter(one, other))
          yield {
            code: 'DATE002',
            pointer: toPointer(fromDotted(second)),
            message: `${second} is before ${first}`,
            hint: 'look both dates up again',
          };
      }
      for (const [first, second] of type.schema['x-same'] ?? []) {
        const [one, other] = [dateAt(data, first), dateAt(data, second)];
        if (one && other && !overlaps(one, other))
          yield {
            code: 'DATE003',
            pointer: toPointer(fromDotted(second)),
            message: `${second} is another date than ${first}`,
            hint: 'make the two agree',
          };
      }
      const own = type.schema['x-date'] ? dateAt(data, type.schema['x-date']) : undefined;
      for (const { path, type: target, id } of references(type.schema, data)) {
        if (path[0] !== 'succeeds' || target !== type.name) continue;
        const named = library.find(`${target}/${id}`);
        const before = named && type.schema['x-date'] ? dateAt(named.data, type.schema['x-date']) : undefined;
        if (own && before && isAfter(before, own))
          yield {
            code: 'DATE004',
            pointer: toPointer(path),
            message: `${id} is newer than this record, which is said to succeed it`,
            hint: 'turn the reference around',
          };
      }
    },
};

const dateAt = (data: Data, dotted: string): Interval | undefined => {
  const value = valueAt(data, fromDotted(dotted));
  return typeof value === 'string' ? intervalOf(value) : undefined;
};
