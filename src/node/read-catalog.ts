import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetError } from '../core/model/errors.ts';
import { type Catalog, createCatalog } from '../core/schema/catalog.ts';

/** Reads the record types from a folder of schemas. Throws DatasetError if a schema cannot be read or used. */
export const readCatalog = (folder: string): Catalog => {
  const readNamedText = (file: string): [string, string] => [file, readSchemaText(join(folder, file))];
  return createCatalog(folder, new Map(listSchemaFiles(folder).map(readNamedText)));
};

const listSchemaFiles = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .toSorted();
  } catch (error) {
    throw new DatasetError(`The schemas in ${folder} cannot be read: ${(error as Error).message}`);
  }
};

const readSchemaText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DatasetError(`The schema ${path} cannot be read: ${(error as Error).message}`);
  }
};
