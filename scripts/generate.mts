import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages/index.ts';

/** Writes the pages of the reference anew: npm run generate. A test says when one is out of date. */
const root = join(import.meta.dirname, '..');

for (const { file, text } of pages) writeFileSync(join(root, file), await text(root));
