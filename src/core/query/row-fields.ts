import type { Dataset, Entry } from '../index/dataset.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { nestedValues } from '../model/nested-values.ts';
import { ownValue } from '../model/own.ts';
import {
  type DatasetRecord,
  type JsonObject,
  type JsonValue,
  type PlainRecord,
  toPlainObject,
} from '../model/record.ts';
import { addDerivedEntries } from './derived-maps.ts';
import { derivedFieldNames, derivedFields } from './derived-fields.ts';
import { findDisputedFields } from './conflicts.ts';
import { VIRTUAL_FIELD_NAMES, virtualValue } from './virtual-fields.ts';
import { type RecordType } from '../schema/catalog.ts';
/** A row: the entry, and the record's data with the fields that the query added. */
export interface TableRow {
  readonly entry: Entry;
  readonly data: JsonObject;
  /** Value of a field about the record's evidence, such as `urls`; undefined for any other field. */
  readonly virtualValue: (field: string) => JsonValue | undefined;
  /** True if sources disagree about a field. */
  readonly isDisputed: (field: string) => boolean;
}

/** Creates a row with the name in the requested language and the fields that the query added. */
export const toTableRow = (
  dataset: Dataset,
  entry: Entry,
  language: string | undefined,
  addedFields: JsonObject = {},
): TableRow => {
  let disputedFields: readonly string[] | undefined;
  return {
    entry,
    data: { ...displayValue(dataset, entry, language), ...addedFields },
    virtualValue: (field) => virtualValue(dataset, entry, field),
    isDisputed: (field) => (disputedFields ??= findDisputedFields(dataset, entry)).includes(field),
  };
};

/** The whole record with its name in the requested language. */
export const displayValue = (dataset: Dataset, entry: Entry, language: string | undefined): PlainRecord => {
  const record = dataset.record(entry);
  const { type, id } = entry;
  const fields = { ...addDerivedEntries(dataset, entry, toPlainObject(record)), ...derivedFieldsOf(dataset, record) };
  const data = { ...fields, type, id };
  if (language === undefined || fields['name'] === undefined) return data;
  return { ...data, name: nameInLanguage(entry, language) };
};

const derivedFieldsOf = ({ catalog }: Dataset, { type, data }: DatasetRecord): JsonObject => {
  const recordType = catalog.type(type);
  return recordType ? derivedFields(recordType, data) : {};
};

/** Name of a record in a language; the English name if there is no translation. */
export const nameInLanguage = (entry: Entry, language: string | undefined): string => {
  if (language === undefined) return entry.name;
  return ownValue(entry.names, language) ?? entry.name;
};

/** Value of a field in a row. `date` is the record's own date, even if its field has another name. */
export const fieldValue = (row: TableRow, field: string): JsonValue | undefined => {
  const { entry, data } = row;
  if (field === 'date' && entry.date !== undefined) return entry.date;
  const path = fromDotted(field);
  const value = valueAt(data, path) ?? row.virtualValue(field);
  if (value !== undefined && value !== null) return value;
  if (path.length < 2) return undefined;
  // A path through lists and maps gives all the values there.
  const values = nestedValues(data, path);
  return values.length === 0 ? undefined : [...new Set(values)];
};

/** Fields that a query adds to records. */
const ADDED_FIELDS = ['score', 'inferred', 'valid', 'passage'] as const;

/** Fields of every record. */
export const COMMON_FIELDS = ['type', 'id', 'name', 'date'] as const;

/** Value of `--fields` for all fields. */
const ALL_FIELDS = 'all';

/** Fields that no schema declares. */
export const UNDECLARED_FIELDS: readonly string[] = [
  ...COMMON_FIELDS,
  ...ADDED_FIELDS,
  ...VIRTUAL_FIELD_NAMES,
  'valid_facts',
];

/** Values that `--fields` accepts. */
export const knownFieldNames = (types: readonly RecordType[]): string[] => [
  ...new Set([...UNDECLARED_FIELDS, ...declaredFields(types), ALL_FIELDS]),
];

const declaredFields = (types: readonly RecordType[]): string[] =>
  types.flatMap(({ schema }) => [...Object.keys(schema.properties ?? {}), ...derivedFieldNames(schema)]);

/** Expands `all` in a list of fields to every field of the types. */
export const parseFieldList = (
  fields: readonly string[],
  types: readonly RecordType[],
  rows: readonly TableRow[],
): string[] => {
  const allFields = ['type', 'id', ...declaredFields(types), ...addedFieldsIn(rows)];
  const expanded = fields.flatMap((field) => {
    if (field === ALL_FIELDS) return allFields;
    return [field];
  });
  return [...new Set(expanded)];
};

export const addedFieldsIn = (rows: readonly TableRow[]): string[] =>
  ADDED_FIELDS.filter((name) => rows.some(({ data }) => data[name] !== undefined));
