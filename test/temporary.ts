import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LIBRARY } from './run.ts';

/** A folder of its own with a copy of the toy library's dataset and these files; gone when the test is. */
export const library = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'library-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(LIBRARY, 'dataset'), join(folder, 'dataset'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};
