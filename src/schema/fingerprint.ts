import { createHash } from 'node:crypto';
import type { Schema } from './catalog.ts';

/** What tells a schema from every other. */
export const schemaFingerprint = (schema: Schema): string =>
  createHash('sha1').update(JSON.stringify(schema)).digest('base64url');
