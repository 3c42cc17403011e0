import { toPointer } from '../model/pointer.ts';
import { isData } from '../model/record.ts';
import { filterValues } from '../schema/filters.ts';
import { walk } from '../schema/walk.ts';
import type { CodedFinding, Family } from './rule.ts';

/** What is counted out of an official list fits that list. */
export const lists: Family = {
  rules: [
    {
      code: 'LIST001',
      severity: 'error',
      summary: 'a figure that counts more than the list that it is out of has entries',
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
      for (const { value, path, isKey } of walk(type.schema, data, 'x-ref')) {
        if (isKey || !isData(value) || typeof value['of'] !== 'string' || typeof value['value'] !== 'number') continue;
        const list = library.find(value['of']);
        const selects = list?.type.schema['x-selects'];
        if (list && selects === undefined)
          yield {
            code: 'LIST002',
            pointer: `${toPointer(path)}/of`,
            message: `${value['of']} is no list that could be counted in`,
            hint: 'name a record of type list',
          };
        const entries =
          list && selects !== undefined ? (filterValues(list.type.schema, list.data)[selects]?.length ?? 0) : Infinity;
        if (value['value'] > entries)
          yield {
            code: 'LIST001',
            pointer: `${toPointer(path)}/value`,
            message: `${value['value']} of ${value['of']}, which has ${entries} entries`,
            hint: 'correct the value or the list',
          };
      }
    },
};
