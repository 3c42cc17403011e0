import { toPointer, valueAt } from '../core/model/pointer.ts';
import { isJsonObject } from '../core/model/record.ts';
import { valuesForFilter } from '../core/schema/filters.ts';
import { findReferences } from '../core/schema/references.ts';
import type { CodedFinding, RecordUnderTest, RuleSet } from './rule.ts';
import { ownValue } from '../core/model/own.ts';

/** Counts of entries of an official list agree with that list. */
export const listRules: RuleSet = {
  rules: [
    {
      code: 'LIST001',
      severity: 'error',
      summary: 'a count that is larger than its list, or not a whole number',
      why: 'Eleven of ten is a typo, or a count in another list.',
      remedy: 'Correct the value, or refer to the list that the source counts in.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 1000, of: list/us-2025}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical], locator: {from: A passage}}]\n',
        right:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10, of: list/us-2025}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical], locator: {from: A passage}}]\n',
      },
    },
    {
      code: 'LIST002',
      severity: 'error',
      summary: 'a figure that counts in a record that is not a list',
      why: 'Only a list has entries to count.',
      remedy: 'Refer to the list, or omit `of`.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10, of: country/PE}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical], locator: {from: A passage}}]\n',
        right:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical], locator: {from: A passage}}]\n',
      },
    },
  ],
  createCheck: ({ findRecord }) =>
    function* ({ type, data }): Iterable<CodedFinding> {
      for (const { path, type: listType, id } of findReferences(type.schema, data)) {
        const parentPath = path.slice(0, -1);
        const figure = path.at(-1) === 'of' ? valueAt(data, parentPath) : undefined;
        const count = isJsonObject(figure) ? figure['value'] : undefined;
        if (!isJsonObject(figure) || typeof count !== 'number') continue;
        const ref = `${listType}/${id}`;
        const list = findRecord(ref);
        if (!list) continue;
        const entryCount = countEntries(list);
        if (entryCount === undefined) {
          yield {
            code: 'LIST002',
            pointer: toPointer(path),
            message: `${ref} is not a list, so it has no entries to count`,
            hint: 'refer to a record of type list',
          };
          continue;
        }
        // A figure with a unit is a share or an amount, not a count.
        if (figure['unit'] === undefined && (count > entryCount || count < 0 || !Number.isInteger(count)))
          yield {
            code: 'LIST001',
            pointer: toPointer([...parentPath, 'value']),
            message: `${count} of ${ref}, which has ${entryCount} entries`,
            hint: 'correct the value or the list; give a share the unit "%"',
          };
      }
    },
};

/** The number of entries of a list; undefined if the record is not a list. */
const countEntries = ({ type: { schema }, data }: RecordUnderTest): number | undefined => {
  const entryFilter = schema['x-selects'];
  if (entryFilter === undefined) return undefined;
  return ownValue(valuesForFilter(schema, data), entryFilter)?.length ?? 0;
};
