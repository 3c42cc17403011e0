#!/usr/bin/env node
'use strict';
// The process: streams in, exit status out. Loads the bundles through V8's code cache, as Node 20 has no cache of its own.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const root = path.dirname(__dirname);
const dist = path.join(root, 'dist');

/** Loads a bundle and whatever it requires from beside it. */
const load = (file) => {
  const source = fs.readFileSync(file, 'latin1');
  const cached = `${file}.cache`;
  const cachedData = fs.existsSync(cached) ? fs.readFileSync(cached) : undefined;
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  const beside = (name) =>
    name.startsWith('./') ? (loaded[name] ??= load(path.join(path.dirname(file), name))) : require(name);
  script.runInThisContext()(module.exports, beside, module, file, path.dirname(file));
  if (cachedData === undefined || script.cachedDataRejected) fresh.push({ cached, script });
  return module.exports;
};
const loaded = {};
const fresh = [];

/** Keeps the code that was compiled in this run, for the next. */
const keep = () => {
  for (const { cached, script } of fresh) {
    const part = `${cached}.${process.pid}`;
    try {
      fs.writeFileSync(part, script.createCachedData());
      fs.renameSync(part, cached);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }
};

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });

const entry = path.join(dist, 'minerals.cjs');
if (!fs.existsSync(entry)) {
  process.stderr.write(
    'error: minerals is not built\n  run npm ci, which installs the development dependencies and builds, or npm run build\n',
  );
  process.exitCode = 3;
} else {
  const { main } = load(entry);
  const { stdout, stderr } = process;
  const streams = {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    width: stdout.isTTY ? stdout.columns || 80 : undefined,
    env: process.env,
    folder: process.cwd(),
  };
  main(process.argv.slice(2), streams, root).then((status) => {
    // Not process.exit: it would cut what a slow pipe has not taken yet.
    process.exitCode = status;
    if (fresh.length > 0) keep();
  });
}
