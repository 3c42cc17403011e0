#!/usr/bin/env node
'use strict';
// Entry point: sets up the streams and the exit status. Loads the bundles through V8's code cache; Node 20 has no own cache.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** The oldest Node that runs the bundles, as package.json has it. */
const OLDEST = [20, 19];

/** Whether a version of Node is old; it is parsed by hand, and by means that every Node has. */
const isOld = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
};

const root = path.dirname(__dirname);
const entry = path.join(root, 'dist', 'minerals.cjs');
const loadedModules = new Map();
const uncachedBundles = [];
// Each version of Node and each processor has its own cache, so that two versions do not overwrite each other's.
const CACHE_SUFFIX = `.${process.version}-${process.arch}.cache`;

/**
 * Reads the code cache of a bundle; undefined if there is no usable one. V8 does not detect damage, it crashes. So the file
 * contains the code twice, and both copies must be equal: comparing them is much faster than loading a checksum module.
 */
const readCache = (file) => {
  try {
    const bytes = fs.readFileSync(file);
    const middle = bytes.length / 2;
    const code = bytes.subarray(0, middle);
    if (middle > 0 && code.equals(bytes.subarray(middle))) return code;
  } catch {
    // The cache is absent or unreadable: the bundle is compiled.
  }
  return undefined;
};

/** Loads a bundle, and the bundles that it requires by relative paths. */
const load = (file) => {
  const known = loadedModules.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loadedModules.set(file, module);
  const source = fs.readFileSync(file, 'latin1');
  const cachedData = readCache(file + CACHE_SUFFIX);
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected) uncachedBundles.push({ file, source, script });
  const folder = path.dirname(file);
  const requireBundle = (name) => (name.startsWith('.') ? load(path.join(folder, name)) : require(name));
  script.runInThisContext()(module.exports, requireBundle, module, file, folder);
  return module.exports;
};

/**
 * Saves the code that V8 compiled in this run, readable by everyone who can read the bundle. Without write access the next
 * run compiles again.
 */
const saveCaches = () => {
  for (const { file, source, script } of uncachedBundles.splice(0)) {
    const temporaryPath = `${file}${CACHE_SUFFIX}.${process.pid}`;
    try {
      // First of all, as V8 drops code that has not run for a while when it needs memory.
      const code = script.createCachedData();
      // V8 only compares the length of the source: a bundle that was rebuilt meanwhile would run the old code.
      if (fs.readFileSync(file, 'latin1') !== source) continue;
      fs.writeFileSync(temporaryPath, Buffer.concat([code, code]));
      fs.chmodSync(temporaryPath, fs.statSync(file).mode & 0o666);
      fs.renameSync(temporaryPath, file + CACHE_SUFFIX);
    } catch {
      fs.rmSync(temporaryPath, { force: true });
    }
  }
};

/** True if a descriptor is open and may be a terminal. Asking Node whether it is one takes milliseconds. */
const mayBeTerminal = (descriptor) => {
  try {
    return fs.fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
};

/**
 * Creates a writer to stdout or stderr. Writes directly to a file or pipe, because creating Node's stream takes longer than
 * an answer; through the stream to a terminal, and once a non-blocking pipe is full.
 */
const createWriter = (descriptor, getStream, onError) => {
  let isDirect = !mayBeTerminal(descriptor);
  const writeToStream = (bytes) => {
    if (getStream().listenerCount('error') === 0) getStream().on('error', onError);
    getStream().write(bytes);
  };
  return (text) => {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      if (isDirect) while (written < bytes.length) written += fs.writeSync(descriptor, bytes, written);
    } catch (error) {
      if (error.code === 'EAGAIN') isDirect = false;
      else onError(error);
    }
    if (!isDirect) writeToStream(bytes.subarray(written));
  };
};

/** The help of the program as the build kept it, for the width that it has without a terminal; undefined if it has to be made. */
const readKeptHelp = (args) => {
  if (args.length !== 1 || args[0] !== '--help') return undefined;
  try {
    return fs.readFileSync(path.join(root, 'dist', 'help.txt'), 'utf8');
  } catch {
    return undefined;
  }
};

/** The base of relative paths: the current folder, or the root if that folder no longer exists. */
const findCurrentFolder = () => {
  try {
    return process.cwd();
  } catch {
    return path.parse(root).root;
  }
};

// Within a git hook, these variables point git to another repository than the dataset's.
const HOOK_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

/** Hides the warning that node:sqlite is experimental, which would look like a problem of the export. */
const hideSqliteWarning = () => {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...details) => {
    if (!String(warning).startsWith('SQLite is an experimental')) emitWarning(warning, ...details);
  };
};

const run = async () => {
  if (isOld(process.versions.node)) {
    console.error(`error: minerals needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}`);
    process.exitCode = 3;
    return;
  }
  hideSqliteWarning();
  for (const name of HOOK_VARIABLES) delete process.env[name];
  // Objects that a partial clone lacks are reported, not fetched.
  process.env['GIT_NO_LAZY_FETCH'] = '1';
  const err = createWriter(
    2,
    () => process.stderr,
    () => {},
  );
  const out = createWriter(
    1,
    () => process.stdout,
    (error) => {
      // A reader that stops early (`| head`) is not an error.
      if (error.code !== 'EPIPE') {
        err(`error: stdout cannot be written: ${error.message}\n`);
        process.exit(2);
      }
      process.exit();
    },
  );
  if (!fs.existsSync(entry)) {
    err('error: minerals is not built\n  run npm ci to install the development dependencies and build\n');
    process.exitCode = 3;
    return;
  }
  const outIsTerminal = mayBeTerminal(1) && process.stdout.isTTY;
  const keptHelp = outIsTerminal ? undefined : readKeptHelp(process.argv.slice(2));
  if (keptHelp !== undefined) {
    out(keptHelp);
    return;
  }
  const errIsTerminal = mayBeTerminal(2) && process.stderr.isTTY;
  const streams = {
    out,
    err,
    outIsTerminal,
    errIsTerminal,
    width: outIsTerminal ? process.stdout.columns || 80 : undefined,
    height: outIsTerminal ? process.stdout.rows : undefined,
    showInPager: (command, text) => {
      const { showInPager } = require('./launch.js');
      return showInPager(command, text);
    },
    openBrowser: (url) => {
      const { openBrowser } = require('./launch.js');
      return openBrowser(url);
    },
    env: process.env,
    workingFolder: findCurrentFolder(),
    openPipes: () => (process.stdin.isTTY ? undefined : { input: process.stdin, output: process.stdout }),
    openTerminal: () =>
      errIsTerminal && process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : undefined,
  };
  // process.exit would lose output that a slow pipe has not taken yet.
  process.exitCode = await load(entry).main(process.argv.slice(2), streams, root);
  saveCaches();
};

if (require.main === module) void run();
else module.exports = { CACHE_SUFFIX, load, saveCaches, entry, root };
