import { join } from 'node:path';
import { isJsonObject, type Ref } from '../core/model/record.ts';
import type { Redirects } from '../core/index/record-bytes.ts';
import { readFileContent, REDIRECTS_FILE } from './files.ts';
import { readDocument } from '../core/yaml/document.ts';

const NO_REDIRECTS: Redirects = new Map();

/** Parses redirects. Skips entries that are not text; `validate` reports them. */
const parseRedirects = (bytes: Uint8Array): Redirects => {
  const { data } = readDocument(bytes);
  if (!isJsonObject(data)) return NO_REDIRECTS;
  return new Map(
    Object.entries(data).flatMap(([former, target]): [Ref, string][] =>
      typeof target === 'string' ? [[former, target]] : [],
    ),
  );
};

/** Reads the redirects of a dataset; empty if it has no such file. */
export const readRedirects = (folder: string): Redirects => {
  const content = readFileContent(join(folder, REDIRECTS_FILE));
  return typeof content === 'string' ? NO_REDIRECTS : parseRedirects(content.bytes);
};
