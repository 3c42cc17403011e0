import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

// Commands load these where they need them. Loaded before the first test, none of it counts as run by that test alone.
for (const folder of ['src/rules', 'src/query'])
  for (const name of readdirSync(join(REPOSITORY, folder))) await import(join(REPOSITORY, folder, name));
