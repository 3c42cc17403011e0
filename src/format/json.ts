import { isList } from '../core/model/record.ts';
import { sanitizeEscapes } from '../core/model/text.ts';
import type { Formatter } from './formatter.ts';

/** One indented JSON value. */
export const formatJson: Formatter = ({ data }) => `${sanitizeEscapes(JSON.stringify(data, null, 2))}\n`;

/** One JSON value per line; nothing for an empty list. */
export const formatNdjson: Formatter = ({ data }) =>
  (isList(data) ? data : [data]).map((value) => `${sanitizeEscapes(JSON.stringify(value))}\n`).join('');
