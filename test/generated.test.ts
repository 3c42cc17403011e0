import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pages } from '../scripts/pages/index.ts';
import { REPOSITORY } from './run.ts';

it.each(pages)('$file is what npm run generate writes', async ({ file, text }) => {
  expect(readFileSync(join(REPOSITORY, file), 'utf8')).toBe(await text(REPOSITORY));
});
