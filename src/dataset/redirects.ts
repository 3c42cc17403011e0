import { join } from 'node:path';
import { isJsonObject, type Ref } from '../model/record.ts';
import { readFileContent, REDIRECTS_FILE } from './files.ts';
import { readDocument } from './yaml/document.ts';

/** Former refs with the ref of the record that replaced each, or with the reason for its withdrawal. */
export type Redirects = ReadonlyMap<Ref, string>;

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
