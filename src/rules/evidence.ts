import { fromDotted, toDotted, toPointer, valueAt } from '../model/pointer.ts';
import { isData, isList, type Value } from '../model/record.ts';
import { nearest } from '../model/near.ts';
import { assertedFields, passagesOf } from '../schema/assertions.ts';
import type { CodedFinding, Family } from './rule.ts';
import { describe, validatorsOf } from './schema.ts';

const EVENT = 'name: A meeting\nplace: Lima\n';

/** Every fact has a source that says so, and evidence speaks of what the record says. */
export const evidence: Family = {
  rules: [
    {
      code: 'EVI001',
      severity: 'error',
      summary: 'an asserting field without evidence',
      why: 'A fact without a source cannot be traced; a source that only disagrees does not carry it.',
      remedy: 'Add an evidence item whose `supports` names the field, or remove the fact.',
      example: {
        type: 'event',
        wrong: EVENT,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place]}]\n`,
      },
    },
    {
      code: 'EVI002',
      severity: 'error',
      summary: 'evidence for a field that the record does not have',
      why: 'The passage would carry nothing.',
      remedy: 'Name a field that is there; a fact in a map as map.slug.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place, summary]}]\n`,
        right: `${EVENT}evidence: [{source: npla-2026-02-24, supports: [place]}]\n`,
      },
    },
    {
      code: 'EVI003',
      severity: 'error',
      summary: '`says` with more than one field in `supports`',
      why: 'It would not be plain which field the other value belongs to.',
      remedy: 'Split the item: one field for each `says`.',
      example: {
        type: 'event',
        wrong: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date]}\n  - {source: npla-2026-02-24, supports: [place, date], says: Cusco}\n`,
        right: `${EVENT}date: "2026"\nevidence:\n  - {source: npla-2026-02-24, supports: [place, date]}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco}\n`,
      },
    },
    {
      code: 'EVI004',
      severity: 'error',
      summary: '`says` holds a value that the field could not hold',
      why: 'Both sides of a conflict are compared; they must be of one kind.',
      remedy: 'Write the other value as the field itself would be written.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: 7}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: Cusco}\n`,
      },
    },
    {
      code: 'EVI005',
      severity: 'error',
      summary: '`says` repeats what the record says',
      why: 'That is no conflict.',
      remedy: 'Remove `says`: the source supports the field.',
      example: {
        type: 'event',
        wrong: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n  - {source: npla-2026-02-24, supports: [place], says: Lima}\n`,
        right: `${EVENT}evidence:\n  - {source: npla-2026-02-24, supports: [place]}\n`,
      },
    },
  ],
  check: async ({ catalog }) => {
    const { violationsAt } = await import('../schema/validator.ts');
    const validators = await validatorsOf(catalog);
    return function* ({ type, data }): Iterable<CodedFinding> {
      if (!type.schema.properties?.['evidence']) return;
      if (data['evidence'] !== undefined && !isWellFormed(data['evidence'])) return;
      const passages = passagesOf(data);
      const asserted = assertedFields(type.schema, data).map(toDotted);
      const carried = new Set(passages.flatMap(({ says, supports }) => (says === undefined ? supports : [])));
      const bare = asserted.filter((field) => !withParents(field).some((each) => carried.has(each)));
      if (passages.length === 0 && bare.length > 0)
        yield {
          code: 'EVI001',
          pointer: '',
          message: `the record has no evidence for ${listed(bare)}`,
          hint: 'add evidence: [{source: …, supports: […], locator: {from: …, to: …}}]',
        };
      else
        for (const field of bare)
          yield {
            code: 'EVI001',
            pointer: toPointer(fromDotted(field)),
            atKey: true,
            message: `${field} has no evidence`,
            hint: `name it in the supports of a passage that says so, without says`,
          };
      for (const [index, { supports, says, data: passage }] of passages.entries()) {
        for (const [position, field] of supports.entries())
          if (!Object.hasOwn(data, field) && valueAt(data, fromDotted(field)) === undefined) {
            const [near] = nearest(field, [...asserted, ...Object.keys(data)], 3);
            yield {
              code: 'EVI002',
              pointer: `/evidence/${index}/supports/${position}`,
              message: `the record has no field "${field}"`,
              hint: near ? `did you mean ${near}?` : `it asserts ${listed(asserted)}`,
            };
          }
        if (says === undefined) continue;
        const pointer = `/evidence/${index}/says`;
        const [field, second] = supports;
        if (field === undefined || second !== undefined || !isData(passage)) {
          yield {
            code: 'EVI003',
            pointer: `/evidence/${index}/supports`,
            message: `says stands beside ${supports.length} fields in supports`,
            hint: 'name exactly the one field that the source contradicts',
          };
          continue;
        }
        const path = fromDotted(field);
        const own = valueAt(data, path);
        const validate = validators.get(type);
        const [violation] = validate && own !== undefined ? violationsAt(validate, data, path, says) : [];
        if (violation) {
          const { message, hint } = describe(violation);
          yield { code: 'EVI004', pointer, message: `${field} could not hold this: ${message}`, hint };
        } else if (own !== undefined && JSON.stringify(own) === JSON.stringify(says))
          yield { code: 'EVI005', pointer, message: `this is what ${field} says already`, hint: 'remove says' };
      }
    };
  },
};

/** A field, and those that it is part of. */
const withParents = (field: string): string[] => {
  const dot = field.lastIndexOf('.');
  return dot < 0 ? [field] : [field, ...withParents(field.slice(0, dot))];
};

/** Whether each passage can be read; where not, the schema has said so. */
const isWellFormed = (value: Value): boolean =>
  isList(value) &&
  value.every(
    (passage) =>
      isData(passage) && isList(passage['supports']) && passage['supports'].every((field) => typeof field === 'string'),
  );

const listed = (fields: readonly string[]): string =>
  fields.length > 6 ? `${fields.slice(0, 6).join(', ')} and ${fields.length - 6} more` : fields.join(', ');
