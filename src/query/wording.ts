import type { Dataset } from '../dataset/dataset.ts';
import { type Data, isData, isList, type Ref, type Value } from '../model/record.ts';
import { fold } from '../model/text.ts';
import type { Schema } from '../schema/catalog.ts';
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

/** A value in a line as its schema means it: references by name, parts of a field without their labels. */
export const worded = (wording: Wording, schema: Schema | undefined, value: Value): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value))
    return value.some(isData)
      ? `${value.length} entries`
      : value.map((item) => worded(wording, schema?.items, item)).join(', ');
  if (isData(value))
    return Object.entries(value)
      .map(([key, part]) => worded(wording, schema?.properties?.[key], part))
      .join(', ');
  const ref = schema?.['x-ref'];
  if (!ref || typeof value !== 'string') return said(value);
  const name = nameOf(wording, ref === '*' ? value : `${ref}/${value}`);
  if (name === `${ref}/${value}`) return value;
  // Where the id is but the name in small letters, it says nothing more.
  return wording.isPlain || fold(name) === fold(value) ? name : `${name} (${value})`;
};

/** A number with its unit and limits: "more than 1,200 kt". */
export const amount = ({ qualifier, value, unit }: Data): string =>
  [qualifier, value, unit].map(said).filter(Boolean).join(' ');

/** A figure in a line: "critical minerals held: 10 of 60 on the list (2026-02)". */
export const figure = (wording: Wording, fact: Data): string => {
  const { measure, of, as_of: asOf } = fact;
  const list = typeof of === 'string' ? wording.dataset.find(of) : undefined;
  const schema = list ? wording.dataset.catalog.type(list.type)?.schema : undefined;
  const counted =
    list && schema ? filterValues(schema, wording.dataset.read(list).data)[schema['x-selects'] ?? ''] : undefined;
  const entries = counted ? ` of ${counted.length} on ${nameOf(wording, said(of))}` : '';
  return `${said(measure)}: ${amount(fact)}${entries}${asOf === undefined ? '' : ` (${said(asOf)})`}`;
};
