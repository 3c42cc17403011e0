import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY } from './run.ts';

/** Allowed imports between folders (ARCHITECTURE.md); a folder may always import itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'core/model': [],
  'core/schema': ['core/model'],
  'core/yaml': ['core/schema', 'core/model', 'core/index/bytes.ts'],
  'core/index': ['core/yaml', 'core/schema', 'core/model'],
  'core/query': ['core/index', 'core/schema', 'core/model'],
  node: ['core/index', 'core/yaml', 'core/schema', 'core/model'],
  rules: ['node', 'core'],
  verify: ['core/schema', 'core/model'],
  format: ['core/model'],
  // An operation may import only the list of its own formats.
  site: ['core'],
  view: ['core'],
  operations: ['view', 'site', 'verify', 'rules', 'node', 'core', 'format', 'operation-types.ts'],
  mcp: ['operations', 'node', 'core'],
  cli: ['mcp', 'operations', 'format', 'node', 'core'],
  '': ['cli', 'operations', 'node', 'core'],
};

/** The files and folders that may import each package. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '@clack/prompts': ['cli/prompts.ts'],
  // The types of Ajv's errors are also used where they are converted.
  ajv: ['rules/validation/ajv.ts', 'rules/validation/validator.ts'],
  '@modelcontextprotocol/server': ['mcp/sdk.ts'],
  'any-ascii': ['core/index/build-snapshot.ts', 'core/query/resolve.ts'],
  chalk: ['format/paint.ts'],
  'cli-table3': ['format/columns.ts'],
  commander: ['cli/option.ts', 'cli/program.ts', 'main.ts'],
  'csv-parse': ['node/read-table.ts'],
  'csv-stringify': ['format/separated.ts'],
  'd3-force': ['site/layout.ts'],
  'd3-geo': ['site/projection.ts'],
  'fast-string-width': ['format/string-width.ts'],
  'fuse.js': ['core/query/similar-names.ts'],
  'iconv-lite': ['verify/page-text.ts'],
  'js-yaml-4': ['core/yaml/fast.ts'],
  minisearch: ['site/client/selection.ts'],
  parse5: ['verify/page-text.ts'],
  unpdf: ['verify/page-text.ts'],
  'hyparquet-writer': ['format/export/parquet.ts'],
  'write-excel-file': ['format/export/xlsx.ts'],
  yaml: ['core/yaml/', 'format/yaml.ts'],
};

const src = join(REPOSITORY, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = files.flatMap((file) =>
  Array.from(readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import)\s*\(?'([^']+)'/g), ([, target = '']) => ({
    file,
    target,
  })),
);
/** The folder of a file: the first one, and in `core` the first two. */
const layerOf = (file: string): string => {
  const folders = file.split('/').slice(0, -1);
  return folders.slice(0, folders[0] === 'core' ? 2 : 1).join('/');
};
const isWithin = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

it('has each layer import only what stands below it', () => {
  const wrong = imports
    .filter(({ target }) => target.startsWith('.'))
    .map(({ file, target }) => ({ file, to: relative(src, join(src, dirname(file), target)) }))
    .filter(
      ({ file, to }) => layerOf(file) !== layerOf(to) && !MAY[layerOf(file)]?.some((place) => isWithin(to, place)),
    );
  expect(wrong).toEqual([]);
});

/** Formats that need a part of Node: SQLite writes its files itself. */
const NODE_FORMATS = ['format/export/sqlite-database.ts'];

it('has the core, the views and the formats import no part of Node', () => {
  const users = files.filter(
    (file) =>
      /^(?:core|view|format)\//.test(file) &&
      /'node:|\bBuffer\b|\bprocess\./.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(users).toEqual(NODE_FORMATS);
});

it('has operations import no format but the lists of those that are their own', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      file.startsWith('operations/') && /\/format\//.test(target) && !/\/(?:index|formatter)\.ts$/.test(target),
  );
  expect(wrong).toEqual([]);
});

it.each(Object.entries(KNOWN))('has %s known to one place', (name, known) => {
  const placeOf = (file: string): string => known.find((place) => file.startsWith(place)) ?? file;
  const users = new Set(
    imports.filter(({ target }) => target === name || target.startsWith(`${name}/`)).map(({ file }) => placeOf(file)),
  );
  expect([...users].sort()).toEqual([...known].sort());
});

/** Modules that may use `process`: for signals between steps, and for the process id in temporary names. */
const PROCESS_USERS = new Set(['node/interruptible.ts', 'node/temporary-files.ts']);

it('has nothing but bin and the writers of files touch the process', () => {
  const users = files.filter((file) => /\bprocess\.(?!on\b)/.test(readFileSync(join(src, file), 'utf8')));
  expect(users.filter((file) => !PROCESS_USERS.has(file))).toEqual([]);
});

/** Types whose names are words of the program too: operations, fields, kinds of events. Only a reference of them counts. */
const COMMON_WORDS = new Set(['event', 'list', 'source']);

it('has no code name a type of the dataset, in quotes or in templates', () => {
  const types = readCatalog(join(REPOSITORY, 'schemas')).types.map(({ name }) => name);
  const names = types.filter((name) => !COMMON_WORDS.has(name)).join('|');
  const pattern = new RegExp(`'(?:${names})'|['\`"](?:${types.join('|')})/(?:['\`"]|\\$\\{)|>(?:${names})<`);
  const named = files
    // Allowed exceptions: examples of rules are records of some type, and types are generated from the schemas.
    .filter((file) => !file.startsWith('rules/') && !GENERATED.has(file))
    .filter((file) => pattern.test(readFileSync(join(src, file), 'utf8')));
  expect(named).toEqual([]);
});

const GENERATED = new Set(['types.ts', 'operation-types.ts']);
