import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages/index.ts';

/** Generates the reference pages: npm run generate. A test fails if one is out of date. */
const root = join(import.meta.dirname, '..');

for (const { file, text } of pages) writeFileSync(join(root, file), await text(root));
