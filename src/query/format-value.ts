import type { Dataset } from '../dataset/dataset.ts';
import { type Path, valueAt } from '../model/pointer.ts';
import {
  type JsonObject,
  isJsonObject,
  isList,
  type DatasetRecord,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import { normalizeName } from '../model/text.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { valuesForFilter } from '../schema/filters.ts';
import { nameInLanguage } from './tabulate.ts';

/** Puts values into a line of words. */
export interface ValueFormat {
  readonly dataset: Dataset;
  /** The language that names are asked for in. */
  readonly language: string | undefined;
  /** Whether records are called by their names alone, without their ids. */
  readonly isPlain?: boolean;
}

/** Any value in a line, without knowledge of its schema. */
export const formatPlain = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object')
    return isList(value)
      ? value.map(formatPlain).join(', ')
      : Object.entries(value)
          .map(([key, part]) => `${key}: ${formatPlain(part)}`)
          .join('; ');
  return typeof value === 'number'
    ? value.toLocaleString('en', { useGrouping: 'min2', maximumFractionDigits: 20 })
    : String(value);
};

/** The name of a record in the language asked for; the reference itself where there is no such record. */
export const displayName = ({ dataset, language }: ValueFormat, ref: Ref): string => {
  const entry = dataset.find(ref);
  return entry ? nameInLanguage(entry, language) : ref;
};

/** A value in a line as its schema means it: references by name, words of others in quotation marks, parts without labels. */
export const formatValue = (wording: ValueFormat, schema: Schema | undefined, value: JsonValue): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value))
    return value.some(isJsonObject)
      ? `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`
      : value.map((item) => formatValue(wording, schema?.items, item)).join(', ');
  if (isJsonObject(value)) {
    if (schema?.['x-quote']) return quoted(value);
    if (isFigure(value)) return `${formatPlain(value['measure'])}: ${formatFigure(wording, value)}`;
    return Object.entries(value)
      .map(([key, part]) => formatValue(wording, schema?.properties?.[key], part))
      .join(', ');
  }
  const ref = schema?.['x-ref'];
  if (!ref || typeof value !== 'string') return formatPlain(value);
  const name = displayName(wording, ref === '*' ? value : `${ref}/${value}`);
  if (name === `${ref}/${value}`) return value;
  // Where the id is but the name in small letters, it says nothing more.
  return wording.isPlain || normalizeName(name) === normalizeName(value) ? name : `${name} (${value})`;
};

/** The same as it stands at a place in a record: the number of a figure with its unit and date. */
export const formatValueAt = (
  wording: ValueFormat,
  { type, data }: DatasetRecord,
  path: Path,
  value: JsonValue,
): string => {
  const figures = [valueAt(data, path), valueAt(data, path.slice(0, -1))];
  const [own, around] = figures.map((each) => (isFigure(each) ? each : undefined));
  if (around && path.at(-1) === 'value') return formatFigure(wording, { ...around, value });
  if (own && typeof value === 'number') return formatFigure(wording, { ...own, value });
  // What is measured stands beside the path already.
  if (own && isFigure(value) && own['measure'] === value['measure']) return formatFigure(wording, value);
  return formatValue(wording, fieldAt(wording.dataset.catalog.type(type)?.schema ?? {}, path), value);
};

/** What is measured at a place in a record; undefined where it is no figure nor a part of one. */
export const measureOf = ({ data }: DatasetRecord, path: Path): string | undefined =>
  [path, path.slice(0, -1)].map((each) => valueAt(data, each)).find(isFigure)?.measure;

/** A text in quotation marks, and the language that it is in. */
const quoted = ({ text, ...others }: JsonObject): string =>
  `“${formatPlain(text)}”${Object.values(others)
    .map((other) => ` (${formatPlain(other)})`)
    .join('')}`;

/** Whether a map of facts holds a number and what it measures. */
export const isFigure = (value: JsonValue | undefined): value is JsonObject & { readonly measure: string } =>
  isJsonObject(value) && typeof value['measure'] === 'string';

/** A number with its unit and limits: "more than 1,200 kt". */
export const formatQuantity = ({ qualifier, value, unit }: JsonObject): string =>
  [qualifier, value, unit].map(formatPlain).filter(Boolean).join(' ');

/** What a figure says of its measure: "10 of 60 on the list (2026-02)". */
export const formatFigure = (wording: ValueFormat, { of, as_of: asOf, ...rest }: JsonObject): string => {
  const list = typeof of === 'string' ? wording.dataset.find(of) : undefined;
  const schema = list ? wording.dataset.catalog.type(list.type)?.schema : undefined;
  const counted =
    list && schema ? valuesForFilter(schema, wording.dataset.record(list).data)[schema['x-selects'] ?? ''] : undefined;
  const entries = counted ? ` of ${counted.length} on ${displayName(wording, formatPlain(of))}` : '';
  return `${formatQuantity(rest)}${entries}${asOf === undefined ? '' : ` (${formatPlain(asOf)})`}`;
};
