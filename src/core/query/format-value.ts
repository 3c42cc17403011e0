import type { Dataset } from '../index/dataset.ts';
import { type Path, valueAt } from '../model/pointer.ts';
import {
  type JsonObject,
  isJsonObject,
  isList,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { ownValue } from '../model/own.ts';
import { normalizeName, pluralize } from '../model/text.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { splitRef, toRef } from '../schema/references.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { nameInLanguage } from './row-fields.ts';

/** Options for formatting values on one line. */
export interface ValueFormat {
  readonly dataset: Dataset;
  /** Preferred language of names. */
  readonly language: string | undefined;
  /** True if records are shown by name only, without their ids. */
  readonly isPlain?: boolean;
}

/** Formats any value on one line, without a schema. */
export const formatPlain = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return '';
  if (isList(value)) return value.map(formatPlain).join(', ');
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([key, part]) => `${key}: ${formatPlain(part)}`)
      .join('; ');
  if (typeof value !== 'number') return String(value);
  return value.toLocaleString('en', { useGrouping: 'min2', maximumFractionDigits: 20 });
};

/** Name of a record in the preferred language; the ref itself if there is no such record. */
export const displayName = ({ dataset, language }: ValueFormat, ref: Ref): string => {
  const entry = dataset.find(ref);
  if (!entry) return ref;
  return nameInLanguage(entry, language);
};

/** Formats a value by its schema: references by name, quoted text in quotation marks, parts without labels. */
export const formatValue = (wording: ValueFormat, schema: Schema | undefined, value: JsonValue): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value)) return formatList(wording, schema, value);
  if (isJsonObject(value)) return formatObject(wording, schema, value);
  if (schema?.enum && typeof value === 'string') return formatCode(schema, value);
  const refType = schema?.['x-ref'];
  if (!refType || typeof value !== 'string') return formatPlain(value);
  const ref = toRef(refType, value);
  const name = displayName(wording, ref);
  if (name === ref) return value;
  let id = value;
  if (schema['x-ref-types']) [, id] = splitRef(ref);
  // An id that equals the normalized name adds nothing.
  if (wording.isPlain || normalizeName(name) === normalizeName(id)) return name;
  return `${name} (${id})`;
};

/** An enumerated value in words: "memorandum of understanding", "in force". */
export const formatCode = (schema: Schema, code: string): string =>
  ownValue(schema['x-labels'], code) ?? code.replaceAll('-', ' ');

const formatList = (wording: ValueFormat, schema: Schema | undefined, items: readonly JsonValue[]): string => {
  if (items.some(isJsonObject)) return pluralize(items.length, 'entry', 'entries');
  return items.map((item) => formatValue(wording, schema?.items, item)).join(', ');
};

const formatObject = (wording: ValueFormat, schema: Schema | undefined, value: JsonObject): string => {
  if (schema?.['x-quote']) return formatQuote(value);
  if (isFigure(value)) return `${formatPlain(value['measure'])}: ${formatFigure(wording, value)}`;
  return Object.entries(value)
    .map(([key, part]) => {
      const partSchema = schema?.properties?.[key];
      const text = formatValue(wording, partSchema, part);
      return schema?.['x-labelled'] ? `${partSchema?.title ?? key} ${text}` : text;
    })
    .join(', ');
};

/** Like formatValue, for a value at a path of a record: shows the number of a figure with its unit and date. */
export const formatValueAt = (
  wording: ValueFormat,
  { type, data }: DatasetRecord,
  path: Path,
  value: JsonValue,
): string => {
  const figure = figureAt(data, path);
  const parentFigure = figureAt(data, path.slice(0, -1));
  if (parentFigure && path.at(-1) === 'value') return formatFigure(wording, { ...parentFigure, value });
  if (figure && typeof value === 'number') return formatFigure(wording, { ...figure, value });
  // The measure is already shown next to the path.
  if (figure && isFigure(value) && figure.measure === value.measure) return formatFigure(wording, value);
  return formatValue(wording, fieldAt(wording.dataset.catalog.type(type)?.schema ?? {}, path), value);
};

type Figure = JsonObject & { readonly measure: string };

const figureAt = (data: JsonObject, path: Path): Figure | undefined => {
  const value = valueAt(data, path);
  if (isFigure(value)) return value;
  return undefined;
};

/** The measure of the figure at a path or around it; undefined if there is none. */
export const measureOf = ({ data }: DatasetRecord, path: Path): string | undefined =>
  (figureAt(data, path) ?? figureAt(data, path.slice(0, -1)))?.measure;

/** A quoted text, followed by its language. */
const formatQuote = ({ text, ...details }: JsonObject): string => {
  const suffixes = Object.values(details).map((detail) => ` (${formatPlain(detail)})`);
  return `“${formatPlain(text)}”${suffixes.join('')}`;
};

/** True for a figure: a number with its measure. */
export const isFigure = (value: JsonValue | undefined): value is Figure =>
  isJsonObject(value) && typeof value['measure'] === 'string';

/** Formats a number with its qualifier and unit: "more than 1,200 kt". */
export const formatQuantity = ({ qualifier, value, unit }: JsonObject): string =>
  [qualifier, value, unit].map(formatPlain).filter(Boolean).join(' ');

/** Formats a figure without its measure: "10 of 60 on the list (2026-02)". */
export const formatFigure = (wording: ValueFormat, { of: listRef, as_of: date, ...quantity }: JsonObject): string => {
  const text = `${formatQuantity(quantity)}${formatEntryCount(wording, listRef)}`;
  if (date === undefined) return text;
  return `${text} (${formatPlain(date)})`;
};

/** Number of entries of a list: " of 60 on the list"; empty if it cannot be counted. */
const formatEntryCount = (wording: ValueFormat, listRef: JsonValue | undefined): string => {
  if (typeof listRef !== 'string') return '';
  const { dataset } = wording;
  const list = dataset.find(listRef);
  const schema = list && dataset.catalog.type(list.type)?.schema;
  if (!list || !schema) return '';
  const entries = valuesForFilter(schema, dataset.record(list).data)[schema['x-selects'] ?? ''];
  if (!entries) return '';
  return ` of ${entries.length} on ${displayName(wording, listRef)}`;
};
