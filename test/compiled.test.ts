import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY, run } from './run.ts';

const WITHOUT_AJV = `
const fs = require('node:fs');
const { readFileSync } = fs;
fs.readFileSync = (file, ...options) => {
  if (String(file).endsWith('ajv.cjs')) throw new Error('Ajv was loaded');
  return readFileSync(file, ...options);
};`;

it('judges with the schemas that the build compiled as with those that are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const catalog = readCatalog(join(REPOSITORY, 'schemas'));
  for (const { folder: type } of catalog.types) {
    mkdirSync(join(folder, type));
    // No required fields, and a value of the wrong type in every field.
    for (const [id, value] of Object.entries({ text: 'x y', list: [7, 7], map: { a: { b: 1 } }, date: '2024-02-30' })) {
      const fields = Object.keys(catalog.typeByFolder(type)?.schema.properties ?? {});
      writeFileSync(
        join(folder, type, `${id}.yaml`),
        JSON.stringify(Object.fromEntries(fields.map((field) => [field, value]))),
      );
    }
  }
  for (const [index, { example }] of rules.entries())
    if (example)
      writeFileSync(join(folder, catalog.type(example.type)?.folder ?? '', `rule-${index}.yaml`), example.wrong);
  const args = ['validate', '--json', '--dataset', folder];
  const read = await run(args, { root: REPOSITORY, workingFolder: folder });
  // The build falls back to Ajv for schemas that it did not compile: here, loading Ajv is an error.
  const withoutAjv = join(folder, '..', `${basename(folder)}.cjs`);
  onTestFinished(() => rmSync(withoutAjv));
  writeFileSync(withoutAjv, WITHOUT_AJV);
  const built = spawnSync(
    process.execPath,
    ['--require', withoutAjv, join(REPOSITORY, 'bin', 'minerals.js'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '' },
      maxBuffer: 2 ** 26,
    },
  );
  expect(built.stderr).not.toContain('Ajv was loaded');
  expect(JSON.parse(read.out)).not.toHaveLength(0);
  expect(JSON.parse(built.stdout)).toEqual(JSON.parse(read.out));
});
