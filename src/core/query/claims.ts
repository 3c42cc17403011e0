import type { Dataset, Entry } from '../index/dataset.ts';
import { toDotted, valueAt } from '../model/pointer.ts';
import { type JsonValue, refOf } from '../model/record.ts';
import type { Relation, RelationField } from '../model/relation.ts';
import { collectEvidence, type EvidenceItem, supportedPath } from './evidence.ts';

/** A row for each value that a record asserts and each passage about it; a value without evidence has one row without source. */
export const toClaims = (dataset: Dataset, entries: readonly Entry[]): Relation => ({
  name: 'claims',
  title: 'Claims',
  description: 'Each asserted value with the passage that supports it or states another value.',
  keyColumnCount: 2,
  fields: claimFields(dataset),
  rows: entries.flatMap((entry) => claimsOf(dataset, entry).map((claim, index) => [refOf(entry), index + 1, ...claim])),
});

const claimsOf = (dataset: Dataset, entry: Entry): (JsonValue | undefined)[][] => {
  const record = dataset.record(entry);
  return collectEvidence(dataset, record).flatMap(({ field, value, evidence }) => {
    if (evidence.length === 0) return [[field, toText(value)]];
    return evidence.map((passage) => {
      const path = supportedPath(field, passage);
      const stated = passage.says ?? valueAt(record.data, path);
      const { source, quote, url } = passage;
      return [toDotted(path), toText(stated), source || undefined, stanceOf(passage), quote, url || undefined];
    });
  });
};

const stanceOf = ({ says }: EvidenceItem): string => {
  if (says === undefined) return 'supports';
  return 'contradicts';
};

const toText = (value: JsonValue | undefined): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
};

const claimFields = ({ catalog }: Dataset): RelationField[] => {
  const sources = catalog.type('source')?.folder;
  return [
    textField('ref', 'The record, as type/id.'),
    { ...textField('position', 'Position among the claims of the record, from 1.'), type: 'integer' },
    textField('field', 'The field, or the part of it that the passage is about.'),
    textField(
      'value',
      'The value; lists and maps as JSON. Where the stance is contradicts, the value that this source states.',
    ),
    { ...textField('source', 'The source, by its id.'), ...(sources === undefined ? {} : { refersTo: sources }) },
    textField('stance', 'supports, or contradicts if the source states another value than the record.'),
    textField('quote', 'The words of the source.'),
    textField('url', 'Address of the passage.'),
  ];
};

const textField = (name: string, description: string): RelationField => ({
  name,
  title: name,
  description,
  type: 'string',
  isList: false,
});
