import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BOOKSHOP } from './run.ts';

/** Creates a temporary folder with a copy of the bookshop's dataset and the given files. Removed after the test. */
export const createBookshop = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bookshop-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(BOOKSHOP, 'dataset'), join(folder, 'dataset'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};
