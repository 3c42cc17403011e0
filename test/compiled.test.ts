import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { readCatalog } from '../src/schema/catalog.ts';
import { REPOSITORY, run } from './run.ts';

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
  const built = spawnSync(process.execPath, [join(REPOSITORY, 'bin', 'minerals.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    maxBuffer: 2 ** 26,
  });
  expect(JSON.parse(read.out)).not.toHaveLength(0);
  expect(JSON.parse(built.stdout)).toEqual(JSON.parse(read.out));
});
