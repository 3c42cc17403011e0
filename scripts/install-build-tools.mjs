// Installs the packages that the build needs, in the locked versions, for those who only run the program: the tools of the
// tests are six times as large. Usage: node scripts/install-build-tools.mjs FOLDER; puts node_modules into FOLDER.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files of the build, besides the sources. */
const BUILD_FILES = [
  'scripts/build.mjs',
  'scripts/compile-schemas.mts',
  'scripts/reopen-snapshot.mts',
  'scripts/site-assets.mts',
];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^.'][^']*)'/g;
/** Texts in the build script that name a package or a part of one. */
const TEXT = /'((?:@[a-z-]+\/)?[a-z0-9.-]+)(?:\/[^']*)?'/g;

const packageOf = (path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

/** Development dependencies that the sources or the build import, with their versions. */
export const findBuildTools = () => {
  const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const texts = [...sources.map((file) => `src/${file}`), ...BUILD_FILES].map((file) =>
    readFileSync(`${root}${file}`, 'utf8'),
  );
  const imported = texts.flatMap((text) => Array.from(text.matchAll(IMPORT), ([, path]) => packageOf(path)));
  const named = Array.from(texts.at(-BUILD_FILES.length).matchAll(TEXT), ([, path]) => path);
  const needed = new Set([...imported, ...named]);
  return Object.fromEntries(Object.entries(devDependencies).filter(([name]) => needed.has(name)));
};

const install = (folder) => {
  const tools = findBuildTools();
  const { name, version, type, engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  lock.packages[''] = { name, version, engines, devDependencies: tools };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/package.json`,
    JSON.stringify({ name, version, type, private: true, devDependencies: tools }),
  );
  writeFileSync(`${folder}/package-lock.json`, JSON.stringify(lock));
  // npm removes from the lock what is not needed, and keeps the versions of the rest.
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', ...options], { cwd: folder, stdio: 'inherit' });
  process.exitCode = status ?? 1;
};

const [, script, folder] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (folder === undefined) throw new Error('usage: node scripts/install-build-tools.mjs FOLDER');
  install(folder);
}
