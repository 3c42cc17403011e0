import { isList } from '../model/record.ts';
import { sanitizeEscapes } from '../model/text.ts';
import type { Formatter } from './formatter.ts';

/** One complete JSON value. */
export const formatJson: Formatter = ({ data }) => `${sanitizeEscapes(JSON.stringify(data, null, 2))}\n`;

/** A JSON value a line; an empty list is no line. */
export const formatNdjson: Formatter = ({ data }) =>
  (isList(data) ? data : [data]).map((value) => `${sanitizeEscapes(JSON.stringify(value))}\n`).join('');
