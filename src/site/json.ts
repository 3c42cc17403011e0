import type { JsonValue } from '../core/model/record.ts';
import { sanitizeEscapes } from '../core/model/text.ts';

/** JSON without characters that could end a script or control a terminal. */
export const toJson = (value: JsonValue): string =>
  sanitizeEscapes(JSON.stringify(value)).replaceAll('<', String.raw`\u003c`);
