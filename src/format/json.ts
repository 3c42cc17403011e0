import { sanitizeEscapes } from '../core/model/text.ts';
import type { Formatter } from './formatter.ts';

/** One indented JSON value. */
export const formatJson: Formatter = ({ answer: { output } }) =>
  `${sanitizeEscapes(JSON.stringify(output, null, 2))}\n`;

/** One JSON value per line; nothing for an empty list. */
export const formatNdjson: Formatter = ({ answer: { output } }) =>
  (Array.isArray(output) ? output : [output]).map((value) => `${sanitizeEscapes(JSON.stringify(value))}\n`).join('');
