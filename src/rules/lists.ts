import { toPointer, valueAt } from '../model/pointer.ts';
import { isJsonObject } from '../model/record.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { findReferences } from '../schema/references.ts';
import type { CodedFinding, RuleSet } from './rule.ts';

/** What is counted out of an official list fits that list. */
export const listRules: RuleSet = {
  rules: [
    {
      code: 'LIST001',
      severity: 'error',
      summary: 'a figure that cannot be a count of entries of the list that it is out of',
      why: 'Eleven of ten is a misprint, or counts another list.',
      remedy: 'Correct the value, or name the list that the source counts in.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 1000, of: list/us-2025}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical]}]\n',
        right:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10, of: list/us-2025}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical]}]\n',
      },
    },
    {
      code: 'LIST002',
      severity: 'error',
      summary: 'a figure out of a record that is no list',
      why: 'Only a list has entries to count.',
      remedy: 'Name the list, or leave `of` out.',
      example: {
        type: 'country',
        wrong:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10, of: country/PE}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical]}]\n',
        right:
          'name: A country\nfigures: {critical: {measure: critical minerals, value: 10}}\nevidence: [{source: npla-2026-02-24, supports: [figures.critical]}]\n',
      },
    },
  ],
  check: (library) =>
    function* ({ type, data }): Iterable<CodedFinding> {
      for (const { path, type: named, id } of findReferences(type.schema, data)) {
        const figure = path.at(-1) === 'of' ? valueAt(data, path.slice(0, -1)) : undefined;
        const counted = isJsonObject(figure) ? figure['value'] : undefined;
        if (!isJsonObject(figure) || typeof counted !== 'number') continue;
        const list = library.find(`${named}/${id}`);
        const selects = list?.type.schema['x-selects'];
        if (list && selects === undefined)
          yield {
            code: 'LIST002',
            pointer: toPointer(path),
            message: `${named}/${id} is no list that could be counted in`,
            hint: 'name a record of type list',
          };
        const entries =
          list && selects !== undefined
            ? (valuesForFilter(list.type.schema, list.data)[selects]?.length ?? 0)
            : Infinity;
        // What has a unit is a share or an amount, no count.
        const isCount = figure['unit'] === undefined && entries !== Infinity;
        if (isCount && (counted > entries || counted < 0 || !Number.isInteger(counted)))
          yield {
            code: 'LIST001',
            pointer: toPointer([...path.slice(0, -1), 'value']),
            message: `${counted} of ${named}/${id}, which has ${entries} entries`,
            hint: 'correct the value or the list; a share has a unit: "%"',
          };
      }
    },
};
