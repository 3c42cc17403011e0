#!/usr/bin/env node
'use strict';
// The process: streams in, exit status out. Loads the bundles through V8's code cache, as Node 20 has no cache of its own.
const fs = require('node:fs');
const path = require('node:path');
const tty = require('node:tty');
const vm = require('node:vm');

const root = path.dirname(__dirname);
const entry = path.join(root, 'dist', 'minerals.cjs');
const loaded = new Map();
const uncached = [];

/** Loads a bundle, and whatever it requires from beside it. */
const load = (file) => {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const source = fs.readFileSync(file, 'latin1');
  const cachedData = fs.existsSync(`${file}.cache`) ? fs.readFileSync(`${file}.cache`) : undefined;
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected) uncached.push({ file: `${file}.cache`, script });
  const folder = path.dirname(file);
  const beside = (name) => (name.startsWith('.') ? load(path.join(folder, name)) : require(name));
  script.runInThisContext()(module.exports, beside, module, file, folder);
  return module.exports;
};

/** Keeps what V8 compiled in this run for the next; where nothing can be written, the next run compiles again. */
const keep = () => {
  for (const { file, script } of uncached.splice(0)) {
    const part = `${file}.${process.pid}`;
    try {
      fs.writeFileSync(part, script.createCachedData());
      fs.renameSync(part, file);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }
};

const run = async () => {
  const { stdout, stderr } = process;
  // A reader that has seen enough (`| head`) is no error.
  for (const stream of [stdout, stderr])
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  if (!fs.existsSync(entry)) {
    stderr.write('error: minerals is not built\n  npm ci installs the development dependencies and builds\n');
    process.exitCode = 3;
    return;
  }
  const streams = {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    width: stdout.isTTY ? stdout.columns || 80 : undefined,
    height: stdout.isTTY ? stdout.rows : undefined,
    page: (command, text) => {
      const { page } = require('./launch.js');
      return page(command, text);
    },
    browse: (url) => {
      const { browse } = require('./launch.js');
      return browse(url);
    },
    env: process.env,
    folder: process.cwd(),
    terminal: tty.isatty(0) && stderr.isTTY ? () => ({ input: process.stdin, output: stderr }) : undefined,
  };
  // Not process.exit: it would cut what a slow pipe has not taken yet.
  process.exitCode = await load(entry).main(process.argv.slice(2), streams, root);
  keep();
};

if (require.main === module) void run();
else module.exports = { load, keep, entry, root };
