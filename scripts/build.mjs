// Bundles the command line and the library into dist/, writes the types, the snapshot of the dataset and V8's code cache.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const dist = `${root}dist`;

/** Packages that only some commands need: each a bundle of its own, loaded when it is used. */
const VENDORS = {
  ajv: 'ajv/dist/2020.js',
  'any-ascii': 'any-ascii',
  chalk: 'chalk',
  'cli-table3': 'cli-table3',
  'csv-stringify': 'csv-stringify/sync',
  'string-width': 'string-width',
  yaml: 'yaml',
};

const options = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'ascii',
  minify: true,
  legalComments: 'inline',
  logLevel: 'warning',
  supported: { 'dynamic-import': false },
};

const vendors = {
  name: 'vendors',
  setup({ onResolve }) {
    const files = new Map(Object.entries(VENDORS).map(([name, module]) => [module, `./vendor/${name}.cjs`]));
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind !== 'entry-point' && files.has(path) ? { path: files.get(path), external: true } : undefined,
    );
  },
};

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  build({
    ...options,
    entryPoints: { minerals: `${root}src/main.ts` },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    plugins: [vendors],
  }),
  build({
    ...options,
    entryPoints: { index: `${root}src/index.ts` },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    plugins: [vendors],
  }),
  build({ ...options, entryPoints: VENDORS, outdir: `${dist}/vendor`, outExtension: { '.js': '.cjs' } }),
]);
const tsc = new URL('../node_modules/typescript/bin/tsc', import.meta.url).pathname;
execFileSync(process.execPath, [tsc, '-p', `${root}tsconfig.build.json`], { stdio: 'inherit' });

// The first runs compile the dataset and leave what V8 compiled beside the bundles.
const run = (...args) =>
  execFileSync(process.execPath, [`${root}bin/minerals.js`, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
run('list');
run('list', '--format', 'csv');
