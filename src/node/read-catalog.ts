import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetError } from '../core/model/errors.ts';
import { type Catalog, createCatalog } from '../core/schema/catalog.ts';
import { openKeptCatalog } from '../core/schema/kept-catalog.ts';

/** A catalog that the build kept in a file. */
export interface KeptCatalogFile {
  readonly file: string;
  /** True if the schemas never change, as in an installed package: they are then not compared. */
  readonly isReadOnly: boolean;
}

/**
 * Reads the record types from a folder of schemas, or from a kept catalog if that was created from them. Throws DatasetError
 * if a schema cannot be read or used.
 */
export const readCatalog = (folder: string, kept?: KeptCatalogFile): Catalog =>
  (kept && readKeptCatalog(folder, kept)) ?? createCatalog(folder, readSchemaTexts(folder));

const readKeptCatalog = (folder: string, { file, isReadOnly }: KeptCatalogFile): Catalog | undefined => {
  try {
    const json = readFileSync(file, 'utf8');
    return openKeptCatalog(folder, json, isReadOnly ? undefined : () => readSchemaTexts(folder));
  } catch {
    // Reading the schemas reports what is wrong with them; a damaged kept catalog is not needed.
    return undefined;
  }
};

/** Reads the texts of the schemas in a folder, by file name. */
export const readSchemaTexts = (folder: string): ReadonlyMap<string, string> =>
  new Map(listSchemaFiles(folder).map((file) => [file, readSchemaText(join(folder, file))]));

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
