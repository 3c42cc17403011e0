import { isList } from '../model/record.ts';
import { harmlessEscapes } from '../model/text.ts';
import type { Formatter } from './formatter.ts';

/** One complete JSON value. */
export const json: Formatter = ({ data }) => `${harmlessEscapes(JSON.stringify(data, null, 2))}\n`;

/** A JSON value a line; an empty list is no line. */
export const ndjson: Formatter = ({ data }) =>
  (isList(data) ? data : [data]).map((value) => `${harmlessEscapes(JSON.stringify(value))}\n`).join('');
