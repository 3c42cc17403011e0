import { createHash } from 'node:crypto';
import type { Schema } from '../../core/schema/catalog.ts';

/** Hash of a schema, by which its precompiled validator is found. */
export const schemaFingerprint = (schema: Schema): string =>
  createHash('sha1').update(JSON.stringify(schema)).digest('base64url');
