import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../core/yaml/document.ts';
import { type JsonObject, isJsonObject, isList } from '../core/model/record.ts';
import type { Catalog } from '../core/schema/catalog.ts';

/** The data of a YAML file beside the schemas; undefined where there is none. */
const readBeside = ({ folder }: Catalog, name: string): unknown => {
  const path = join(folder, name);
  return existsSync(path) ? readDocument(readFileSync(path)).data : undefined;
};

/** The words that can carry coded values; undefined where the schemas come without them. */
export const readWordLists = (catalog: Catalog): JsonObject | undefined => {
  const data = readBeside(catalog, 'words.yaml') as JsonObject | undefined;
  return isJsonObject(data) ? data : undefined;
};

/** Hosts of sites that rewrite the texts of other sites by machine. */
export const readRewritingHosts = (catalog: Catalog): ReadonlySet<string> => {
  const data = readBeside(catalog, 'rewriting-sites.yaml') as JsonObject | undefined;
  const entries = isList(data) ? data : [];
  return new Set(
    entries.flatMap((entry) => (isJsonObject(entry) && typeof entry['host'] === 'string' ? [entry['host']] : [])),
  );
};
