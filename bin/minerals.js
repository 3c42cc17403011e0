#!/usr/bin/env node
'use strict';
// The process: streams in, exit status out. Loads the bundles through V8's code cache, as Node 20 has no cache of its own.
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
const loaded = new Map();
const uncached = [];
// Each version of Node and each processor has a cache of its own, so that two of them do not write over each other's.
const CACHE = `.${process.version}-${process.arch}.cache`;

/**
 * The code that V8 compiled before from a bundle; undefined where there is none that can be used. V8 itself does not notice
 * damage, and ends the process. So the file holds the code twice, and both must agree: to compare them takes a fraction of
 * the time that it takes to load a checksum.
 */
const readCache = (file) => {
  try {
    const bytes = fs.readFileSync(file);
    const middle = bytes.length / 2;
    const code = bytes.subarray(0, middle);
    return middle > 0 && code.equals(bytes.subarray(middle)) ? code : undefined;
  } catch {
    // Absent, or not ours to read: the bundle is compiled.
    return undefined;
  }
};

/** Loads a bundle, and whatever it requires from beside it. */
const load = (file) => {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const source = fs.readFileSync(file, 'latin1');
  const cachedData = readCache(file + CACHE);
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected) uncached.push({ file, source, script });
  const folder = path.dirname(file);
  const beside = (name) => (name.startsWith('.') ? load(path.join(folder, name)) : require(name));
  script.runInThisContext()(module.exports, beside, module, file, folder);
  return module.exports;
};

/**
 * Keeps the code that V8 compiled in this run for the next, for everybody who may read the bundle; where nothing can be
 * written, the next run compiles again.
 */
const keep = () => {
  for (const { file, source, script } of uncached.splice(0)) {
    const part = `${file}${CACHE}.${process.pid}`;
    try {
      // First of all, as V8 drops code that has not run for a while when it needs memory.
      const code = script.createCachedData();
      // V8 compares only the lengths of sources: a bundle that was built anew meanwhile would run the code of the old one.
      if (fs.readFileSync(file, 'latin1') !== source) continue;
      fs.writeFileSync(part, Buffer.concat([code, code]));
      fs.chmodSync(part, fs.statSync(file).mode & 0o666);
      fs.renameSync(part, file + CACHE);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }
};

/** Whether a descriptor is one at all, and might be a terminal: to ask Node whether it is takes it milliseconds. */
const mayBeTerminal = (descriptor) => {
  try {
    return fs.fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
};

/**
 * A writer to stdout or stderr: at once to a file or pipe, as the stream that Node makes of one takes longer than an answer;
 * by that stream to a terminal, and for the rest of what a pipe that must not block cannot take yet.
 */
const writer = (descriptor, stream, failed) => {
  let direct = !mayBeTerminal(descriptor);
  const slowly = (bytes) => {
    if (stream().listenerCount('error') === 0) stream().on('error', failed);
    stream().write(bytes);
  };
  return (text) => {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      if (direct) while (written < bytes.length) written += fs.writeSync(descriptor, bytes, written);
    } catch (error) {
      if (error.code === 'EAGAIN') direct = false;
      else failed(error);
    }
    if (!direct) slowly(bytes.subarray(written));
  };
};

/** What relative paths are relative to; the root where the folder that the program was started in is gone. */
const folder = () => {
  try {
    return process.cwd();
  } catch {
    return path.parse(root).root;
  }
};

// In a hook these point git to the repository that is committed to, and not to that of the dataset.
const OF_HOOKS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

const run = async () => {
  if (isOld(process.versions.node)) {
    console.error(`error: minerals needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}`);
    process.exitCode = 3;
    return;
  }
  for (const name of OF_HOOKS) delete process.env[name];
  // What a partial clone lacks is said, not fetched.
  process.env['GIT_NO_LAZY_FETCH'] = '1';
  const err = writer(
    2,
    () => process.stderr,
    () => {},
  );
  const out = writer(
    1,
    () => process.stdout,
    (error) => {
      // A reader that has seen enough (`| head`) is no error.
      if (error.code !== 'EPIPE') {
        err(`error: stdout cannot be written: ${error.message}\n`);
        process.exit(2);
      }
      process.exit();
    },
  );
  if (!fs.existsSync(entry)) {
    err('error: minerals is not built\n  npm ci installs the development dependencies and builds\n');
    process.exitCode = 3;
    return;
  }
  const outIsTerminal = mayBeTerminal(1) && process.stdout.isTTY;
  const errIsTerminal = mayBeTerminal(2) && process.stderr.isTTY;
  const streams = {
    out,
    err,
    outIsTerminal,
    errIsTerminal,
    width: outIsTerminal ? process.stdout.columns || 80 : undefined,
    height: outIsTerminal ? process.stdout.rows : undefined,
    showInPager: (command, text) => {
      const { page } = require('./launch.js');
      return page(command, text);
    },
    openBrowser: (url) => {
      const { browse } = require('./launch.js');
      return browse(url);
    },
    env: process.env,
    workingFolder: folder(),
    openTerminal: () =>
      errIsTerminal && process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : undefined,
  };
  // Not process.exit: it would cut what a slow pipe has not taken yet.
  process.exitCode = await load(entry).main(process.argv.slice(2), streams, root);
  keep();
};

if (require.main === module) void run();
else module.exports = { CACHE, load, keep, entry, root };
