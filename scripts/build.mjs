// Bundles the command line and the library into dist/, writes the types, the snapshot of the dataset and V8's code cache.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { formatNotices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;

/** Packages that only some commands need. Each becomes a bundle of its own, loaded on first use. */
const VENDORS = {
  ajv: 'ajv/dist/2020.js',
  'any-ascii': 'any-ascii',
  chalk: 'chalk',
  'cli-table3': 'cli-table3',
  'clack-prompts': '@clack/prompts',
  'csv-parse': 'csv-parse/sync',
  'csv-stringify': 'csv-stringify/sync',
  'iconv-lite': 'iconv-lite',
  'js-yaml': 'js-yaml-4',
  parse5: 'parse5',
  unpdf: 'unpdf',
  'd3-force': 'd3-force',
  'd3-geo': 'd3-geo',
  'fast-string-width': 'fast-string-width',
  'fuse.js': 'fuse.js',
  'write-excel-file': 'write-excel-file/node',
  yaml: 'yaml',
};

/** The most frequent commands. Of the main bundle, only the code that these run goes into the code cache. */
const COMMON_COMMANDS = [
  ['--help'],
  ['query', '--country', 'Peru', '--json'],
  ['query', '--country', 'México'],
  ['search', 'litium'],
  ['show', 'lithium'],
  ['why', 'lithium'],
];

/** Commands that load the remaining packages. */
const OTHER_COMMANDS = [['list', '--format', 'csv'], ['validate'], ['fmt', '--check']];

/** Hash of the sources and their dependencies, which identifies the build. */
const hashSources = () => {
  const hash = createHash('sha1').update(readFileSync(`${root}package-lock.json`));
  const names = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' });
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)))
    if (statSync(`${root}src/${name}`).isFile()) hash.update(name).update(readFileSync(`${root}src/${name}`));
  return hash.digest('hex').slice(0, 16);
};

/** Each UTF-16 code unit beyond ASCII. */
const NOT_ASCII = /[^\u0000-\u007f]/g; // oxlint-disable-line no-control-regex -- the range is the point

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'ascii',
  minify: true,
  define: { BUILD: JSON.stringify(hashSources()) },
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
  // Optional package: resolved at run time if the user has installed it.
  external: ['hyparquet-writer'],
  supported: { 'dynamic-import': false },
};

const vendorPlugin = {
  name: 'vendors',
  setup({ onResolve, onLoad }) {
    const files = new Map(Object.entries(VENDORS).map(([name, module]) => [module, `./vendor/${name}.cjs`]));
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind }) => {
      if (kind !== 'entry-point' && files.has(path)) return { path: files.get(path), external: true };
      return undefined;
    });
    onResolve({ filter: /\/precompiled-validators\.ts$/ }, ({ kind }) => {
      if (kind !== 'entry-point') return { path: './vendor/schemas.cjs', external: true };
      return undefined;
    });
    onResolve({ filter: /\/sdk\.ts$/ }, ({ kind }) => {
      if (kind !== 'entry-point') return { path: './vendor/mcp.cjs', external: true };
      return undefined;
    });
    onResolve({ filter: /\/site\/assets\.ts$|^\.\/assets\.ts$/ }, ({ kind }) => {
      if (kind !== 'entry-point') return { path: './vendor/site-assets.cjs', external: true };
      return undefined;
    });
    // commander loads this module for subcommands that are separate programs, which costs milliseconds.
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) => {
      if (importer.includes('commander')) return { path: 'none', namespace: 'none' };
      return undefined;
    });
    onLoad({ filter: /^none$/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** cli-table3 measures texts as the rest of the program does, and brings no colours of its own. */
const tablePlugin = {
  name: 'table',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:string-width|@colors\/colors\/safe)$/ }, ({ path, importer }) => {
      if (importer.includes('cli-table3')) return { path, namespace: 'table' };
      return undefined;
    });
    onResolve({ filter: /^fast-string-width$/ }, ({ importer }) => {
      if (importer.endsWith('string-width.ts')) return { path: './fast-string-width.cjs', external: true };
      return undefined;
    });
    onLoad({ filter: /^string-width$/, namespace: 'table' }, () => ({
      contents: "module.exports = require('./string-width.ts').displayWidth;",
      resolveDir: `${root}src/format`,
    }));
    onLoad({ filter: /colors/, namespace: 'table' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Says in a sentence that a program which loads the library runs on an old Node; the command line says so by itself. */
const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const [oldestMajor, oldestMinor] = engines.node.match(/\d+/g).map(Number);
const REFUSES_OLD_NODE = `{
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < ${oldestMajor} || (major === ${oldestMajor} && minor < ${oldestMinor}))
    throw new Error('minerals needs Node ${oldestMajor}.${oldestMinor} or newer; this is ' + process.versions.node);
}`;

rmSync(dist, { recursive: true, force: true });

/** Bundles and loads a script that imports the sources. */
const loadScript = async (name) => {
  const file = `${dist}/${name}.cjs`;
  await build({ ...options, entryPoints: [`${root}scripts/${name}.mts`], packages: 'external', outfile: file });
  const script = createRequire(import.meta.url)(file);
  rmSync(file);
  return script;
};

// The sources compile the schemas to code, and to a catalog that is read faster.
const { compileSchemas, keepSchemas } = await loadScript('compile-schemas');

writeFileSync(`${dist}/catalog.json`, keepSchemas(root));
/** Borders that the map of the site is drawn from. */
const BORDERS = 'world-atlas/countries-110m.json';

/** The script that runs in the browser, for all browsers of the last years. */
const explorerBundle = await build({
  absWorkingDir: root,
  entryPoints: [`${root}src/site/client/explorer.ts`],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'inline',
  logLevel: 'warning',
});
const { drawMaps } = await loadScript('site-assets');
const siteAssets = JSON.stringify({ explorer: explorerBundle.outputFiles[0].text, ...drawMaps(root) });
writeFileSync(`${dist}/site-assets.json`, siteAssets);

const bundles = await Promise.all([
  build({
    ...options,
    entryPoints: { minerals: `${root}src/main.ts` },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    plugins: [vendorPlugin],
  }),
  build({
    ...options,
    entryPoints: { index: `${root}src/index.ts` },
    banner: { js: REFUSES_OLD_NODE },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    plugins: [vendorPlugin],
  }),
  build({
    ...options,
    entryPoints: { ...VENDORS, mcp: `${root}src/mcp/sdk.ts` },
    outdir: `${dist}/vendor`,
    outExtension: { '.js': '.cjs' },
    plugins: [tablePlugin],
  }),
  build({
    ...options,
    stdin: { contents: compileSchemas(root), resolveDir: `${root}src/rules/validation` },
    outfile: `${dist}/vendor/schemas.cjs`,
  }),
]);
// The borders are data of a package, not code that is bundled.
bundles.push(explorerBundle, { metafile: { inputs: { [`node_modules/${BORDERS}`]: {} } } });
// The text of the file is the text of the module: JSON is JavaScript.
writeFileSync(`${dist}/vendor/site-assets.cjs`, `module.exports.readAssets = () => (${siteAssets});\n`);
writeFileSync(`${dist}/THIRD-PARTY-NOTICES.txt`, formatNotices(bundles, root));
// The launcher reads bundles as Latin-1. esbuild escapes other characters in texts, but not in regular expressions.
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.cjs')) continue;
  const code = readFileSync(`${dist}/${file}`, 'utf8');
  const ascii = code.replaceAll(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (ascii !== code) writeFileSync(`${dist}/${file}`, ascii);
}
// The action runs the program and needs no types of the library.
if (!process.argv.includes('--no-types')) {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const { status } = spawnSync(process.execPath, [tsc, '-p', `${root}tsconfig.build.json`], { stdio: 'inherit' });
  // Tests run although a type is wrong; the check of types reports it.
  if (status !== 0 && !process.argv.includes('--ignore-type-errors')) process.exit(1);
}

// The first command builds the snapshot of the dataset. The code that V8 compiles for it is not cached.
const { CACHE_SUFFIX, entry, saveCaches, load, root: home } = createRequire(import.meta.url)('../bin/minerals.js');
const run = (args) => spawnSync(process.execPath, [`${home}/bin/minerals.js`, ...args], { stdio: 'ignore' });
const checkStatus = (args, status) => {
  // Status 1, as for an invalid dataset, does not prevent a build.
  if (status === null || status > 1) throw new Error(`minerals ${args.join(' ')} exited with status ${status}`);
};
checkStatus(['list'], run(['list']).status);
// A snapshot that cannot be opened would silently slow down every command.
const { isReadable } = await loadScript('reopen-snapshot');
if (!(await isReadable(`${dist}/dataset.snapshot`))) throw new Error('the snapshot that was written cannot be opened');
// The package has the records as one JSON file instead of thousands of YAML files.
const linesFolder = `${dist}/records`;
checkStatus(['export'], run(['export', linesFolder, '--to', 'ndjson']).status);
const lines = readdirSync(linesFolder)
  .toSorted()
  .flatMap((file) => readFileSync(`${linesFolder}/${file}`, 'utf8').trimEnd().split('\n'))
  .filter((line) => line !== '');
writeFileSync(`${dist}/dataset.json`, `[\n${lines.join(',\n')}\n]\n`);
rmSync(linesFolder, { recursive: true });
// The package has no history, so it stores the latest news. A source archive has none either, and a build without news.
const NEWS_DAYS = 90;
const newsSince = new Date(Date.now() - NEWS_DAYS * 86_400_000).toISOString().slice(0, 10);
const news = spawnSync(process.execPath, [`${home}/bin/minerals.js`, 'news', '--since', newsSince, '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 2 ** 20,
});
if (news.status === 0)
  writeFileSync(`${dist}/news.json`, JSON.stringify({ since: newsSince, items: JSON.parse(news.stdout) }));
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
  if (file.endsWith(CACHE_SUFFIX)) rmSync(`${dist}/${file}`);
let help = '';
const keepHelp = (text) => (help += text);
checkStatus(
  ['--help'],
  await load(entry).main(
    ['--help'],
    { out: keepHelp, err() {}, outIsTerminal: false, errIsTerminal: false, env: {}, folder: home },
    home,
  ),
);
writeFileSync(`${dist}/help.txt`, help);
const streams = { out() {}, err() {}, outIsTerminal: false, errIsTerminal: false, env: {}, folder: home };
for (const args of COMMON_COMMANDS) checkStatus(args, await load(entry).main(args, streams, home));
saveCaches();
for (const args of OTHER_COMMANDS) checkStatus(args, run(args).status);
