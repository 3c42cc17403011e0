import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import { asList, isJsonObject, type JsonValue } from '../core/model/record.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import type { RecordText } from './files.ts';

/** The records of the installed package, which has no YAML files: one JSON file, from the folder of the dataset. */
const packedPath = (folder: string): string => join(folder, '..', 'dist', 'dataset.json');

/** True if a dataset has no folder, only the JSON file of the installed package. */
export const isPacked = (folder: string): boolean => !existsSync(folder) && existsSync(packedPath(folder));

/** Says that a command needs the YAML files or their history, which the installed package does not have. */
export const packedError = (): UserError =>
  new UserError(
    'the installed package has neither the YAML files nor their history',
    'clone the repository and run the command there',
  );

/** Reads the records of the installed package, in the order of the types. */
export function* readPackedRecords(folder: string, catalog: Catalog): Generator<RecordText> {
  const path = packedPath(folder);
  const records = asList(JSON.parse(readFileSync(path, 'utf8')) as JsonValue).filter(isJsonObject);
  for (const type of catalog.types)
    for (const { type: typeName, id, ...data } of records) {
      if (typeName === type.name && typeof id === 'string')
        yield { type, id, path, bytes: Buffer.from(JSON.stringify(data)) };
    }
}
