import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { REPOSITORY, run, type RunOptions } from './run.ts';
import { documents, realDocuments, rerunDocument } from './real-documents.ts';
import { type OutputShape, outputShapes, rerunTranscript } from './transcript.ts';

describe.each(documents('test/console'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    await expect(await rerunTranscript(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});

/** Invented countries under the real schemas. */
describe.each(documents('test/console/diplomacy'))('%s', (file) => {
  it('shows what the commands print', async () => {
    const path = join(REPOSITORY, file);
    const told = await rerunTranscript(readFileSync(path, 'utf8'), { root: REPOSITORY, dataset: 'test/diplomacy' });
    await expect(told).toMatchFileSnapshot(path);
  });
});

// Records change all the time, so documents that quote them are compared by shape: success, columns, at least one row.
// `npm run docs` writes them anew.
describe.each(realDocuments())('%s', (file) => {
  it('shows what the commands still answer', async () => {
    const { current, recorded } = await compareShapes(file);
    expect(current).toEqual(recorded);
  });
});

/** The shapes of a document's outputs, run now and as recorded. */
const compareShapes = async (file: string, options: Pick<RunOptions, 'root'> = {}) => {
  const document = readFileSync(join(REPOSITORY, file), 'utf8');
  const current = outputShapes(await rerunDocument(file, options));
  return { current, recorded: outputShapes(document).map((shape, index) => withRows(shape, current[index])) };
};

/** An output that had no rows may have some now. */
const withRows = (recorded: OutputShape, current: OutputShape | undefined): OutputShape =>
  recorded.hasRows ? recorded : { ...recorded, hasRows: current?.hasRows ?? false };

it('CONTRIBUTING.md names every kind of rule', () => {
  const families = new Set(rules.map(({ code }) => code.replace(/\d+$/, '')));
  const text = readFileSync(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8');
  expect([...families].filter((family) => !text.includes(`docs/rules.md#${family.toLowerCase()}001`))).toEqual([]);
});

it('stays green when records are added, edited and removed', async () => {
  const root = mkdtempSync(join(tmpdir(), 'minerals-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const part of ['dataset', 'schemas', 'package.json', 'dataset-baseline.json'])
    cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
  // Without a folder for the snapshot, each command would read all records.
  for (const folder of ['src', 'dist']) mkdirSync(join(root, folder));
  const dataset = join(root, 'dataset');
  const agreement = (id: string): string => join(dataset, 'agreements', `${id}.yaml`);
  const text = readFileSync(agreement('us-pe-mou-2026'), 'utf8');
  writeFileSync(
    agreement('a-new-memorandum-2026'),
    text.replace(/^name: .*$/m, 'name: A new memorandum').replace(/^aliases: .*\n/m, ''),
  );
  writeFileSync(agreement('us-pe-mou-2026'), text.replace(/^place: .*$/m, 'place: Lima'));
  const mentioned = realDocuments()
    .map((file) => readFileSync(join(REPOSITORY, file), 'utf8'))
    .join('\n');
  const referenced = new Set(
    JSON.parse((await run(['query', '--type', 'all', '--json', '--fields', 'all'], { root: REPOSITORY })).out).flatMap(
      (record: object) => JSON.stringify(record).match(/[a-z0-9]+(?:-[a-z0-9]+){2,}/g) ?? [],
    ),
  );
  const removed = readdirSync(join(dataset, 'statements'))
    .map((file) => file.slice(0, -5))
    .find((id) => !mentioned.includes(id) && !referenced.has(`statement/${id}`));
  rmSync(join(dataset, 'statements', `${removed}.yaml`));
  const { out } = await run(['validate', '--format', 'json'], { root, workingFolder: root });
  // The new memorandum is a copy: only that is wrong with it.
  const errors = JSON.parse(out).filter(({ severity }: { severity: string }) => severity === 'error');
  expect(errors.map(({ code, file }: { code: string; file: string }) => `${code} ${file}`)).toEqual([
    'DUP001 dataset/agreements/us-pe-mou-2026.yaml',
  ]);
  for (const file of realDocuments().filter((name) => name !== 'CONTRIBUTING.md')) {
    const { current, recorded } = await compareShapes(file, { root });
    expect(current).toEqual(recorded);
  }
});
