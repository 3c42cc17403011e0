import type { Dataset } from '../dataset/dataset.ts';
import { type Path, valueAt } from '../model/pointer.ts';
import { type Data, isData, isList, type Record as DataRecord, type Ref, type Value } from '../model/record.ts';
import { fold } from '../model/text.ts';
import { fieldAt, type Schema } from '../schema/catalog.ts';
import { filterValues } from '../schema/filters.ts';
import { nameIn } from './tabulate.ts';

/** Puts values into a line of words. */
export interface Wording {
  readonly dataset: Dataset;
  /** The language that names are asked for in. */
  readonly language: string | undefined;
  /** Whether records are called by their names alone, without their ids. */
  readonly isPlain?: boolean;
}

/** Any value in a line, without knowledge of its schema. */
export const said = (value: Value | undefined): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object')
    return isList(value)
      ? value.map(said).join(', ')
      : Object.entries(value)
          .map(([key, part]) => `${key}: ${said(part)}`)
          .join('; ');
  return typeof value === 'number'
    ? value.toLocaleString('en', { useGrouping: 'min2', maximumFractionDigits: 20 })
    : String(value);
};

/** The name of a record in the language asked for; the reference itself where there is no such record. */
export const nameOf = ({ dataset, language }: Wording, ref: Ref): string => {
  const entry = dataset.find(ref);
  return entry ? nameIn(entry, language) : ref;
};

/** A value in a line as its schema means it: references by name, words of others in quotation marks, parts without labels. */
export const worded = (wording: Wording, schema: Schema | undefined, value: Value): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value))
    return value.some(isData)
      ? `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`
      : value.map((item) => worded(wording, schema?.items, item)).join(', ');
  if (isData(value)) {
    if (schema?.['x-quote']) return quoted(value);
    if (isFigure(value)) return `${said(value['measure'])}: ${figure(wording, value)}`;
    return Object.entries(value)
      .map(([key, part]) => worded(wording, schema?.properties?.[key], part))
      .join(', ');
  }
  const ref = schema?.['x-ref'];
  if (!ref || typeof value !== 'string') return said(value);
  const name = nameOf(wording, ref === '*' ? value : `${ref}/${value}`);
  if (name === `${ref}/${value}`) return value;
  // Where the id is but the name in small letters, it says nothing more.
  return wording.isPlain || fold(name) === fold(value) ? name : `${name} (${value})`;
};

/** The same as it stands at a place in a record: the number of a figure with its unit and date. */
export const wordedAt = (wording: Wording, { type, data }: DataRecord, path: Path, value: Value): string => {
  const figures = [valueAt(data, path), valueAt(data, path.slice(0, -1))];
  const [own, around] = figures.map((each) => (isFigure(each) ? each : undefined));
  if (around && path.at(-1) === 'value') return figure(wording, { ...around, value });
  if (own && typeof value === 'number') return figure(wording, { ...own, value });
  // What is measured stands beside the path already.
  if (own && isFigure(value) && own['measure'] === value['measure']) return figure(wording, value);
  return worded(wording, fieldAt(wording.dataset.catalog.type(type)?.schema ?? {}, path), value);
};

/** What is measured at a place in a record; undefined where it is no figure nor a part of one. */
export const measureAt = ({ data }: DataRecord, path: Path): string | undefined =>
  [path, path.slice(0, -1)].map((each) => valueAt(data, each)).find(isFigure)?.measure;

/** A text in quotation marks, and the language that it is in. */
const quoted = ({ text, ...others }: Data): string =>
  `“${said(text)}”${Object.values(others)
    .map((other) => ` (${said(other)})`)
    .join('')}`;

/** Whether a map of facts holds a number and what it measures. */
export const isFigure = (value: Value | undefined): value is Data & { readonly measure: string } =>
  isData(value) && typeof value['measure'] === 'string';

/** A number with its unit and limits: "more than 1,200 kt". */
export const amount = ({ qualifier, value, unit }: Data): string =>
  [qualifier, value, unit].map(said).filter(Boolean).join(' ');

/** What a figure says of its measure: "10 of 60 on the list (2026-02)". */
export const figure = (wording: Wording, { of, as_of: asOf, ...rest }: Data): string => {
  const list = typeof of === 'string' ? wording.dataset.find(of) : undefined;
  const schema = list ? wording.dataset.catalog.type(list.type)?.schema : undefined;
  const counted =
    list && schema ? filterValues(schema, wording.dataset.read(list).data)[schema['x-selects'] ?? ''] : undefined;
  const entries = counted ? ` of ${counted.length} on ${nameOf(wording, said(of))}` : '';
  return `${amount(rest)}${entries}${asOf === undefined ? '' : ` (${said(asOf)})`}`;
};
