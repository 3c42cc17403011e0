import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, openDataset } from './dataset/dataset.ts';
import { readCatalog } from './schema/catalog.ts';

export type { Dataset };

/** Opens the packaged dataset, or another one of the same schemas. */
export const open = async (folder?: string): Promise<Dataset> => {
  const root = join(__dirname, '..');
  const schemas = join(root, 'schemas');
  return openDataset(
    readCatalog(schemas),
    folder === undefined
      ? {
          folder: join(root, 'dataset'),
          schemas,
          snapshot: join(root, 'dist', 'dataset.snapshot'),
          frozen: !existsSync(join(root, 'src')),
        }
      : { folder, schemas },
  );
};
