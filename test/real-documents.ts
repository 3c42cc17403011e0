import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY, type RunOptions } from './run.ts';
import { rerunTranscript } from './transcript.ts';

/** Markdown files of a folder, optionally with its subfolders. */
export const documents = (folder: string, recursive = false): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();

/** The document that adds a record: its commands run in a temporary folder with a small part of the dataset. */
const WRITES = 'CONTRIBUTING.md';

/** The documents whose commands ask the real dataset. */
export const realDocuments = (): string[] => [...documents('.'), ...documents('docs', true), 'dataset/README.md'];

/** Runs the commands of a document on the real dataset, or on another one; returns it with their current outputs. */
export const rerunDocument = async (file: string, options: Pick<RunOptions, 'root'> = {}): Promise<string> => {
  const document = readFileSync(join(REPOSITORY, file), 'utf8');
  if (file !== WRITES) return rerunTranscript(document, { root: REPOSITORY, ...options });
  const root = mkdtempSync(join(tmpdir(), 'minerals-'));
  try {
    for (const part of ['package.json', 'schemas', 'dataset/countries', 'dataset/sources/npla-2026-02-24.yaml'])
      cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
    // A clone may be changed, unlike an installed package.
    mkdirSync(join(root, 'src'));
    const writeFile = (path: string, text: string) => writeFileSync(join(root, path), text);
    return await rerunTranscript(document, { root, workingFolder: root, writeFile });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
