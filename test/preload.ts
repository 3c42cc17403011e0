import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './run.ts';

// Commands load these modules on demand. Loading them before the first test keeps that test from counting as their only user.
for (const folder of ['src/rules', 'src/query'])
  for (const name of readdirSync(join(REPOSITORY, folder))) await import(join(REPOSITORY, folder, name));
