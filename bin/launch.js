'use strict';
// Other programs: a browser, a pager. Each is run with its arguments as they are, no shell between.
const { spawn } = require('node:child_process');

const BROWSERS = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address. Resolves to whether a browser could be asked to. */
const browse = (url) =>
  new Promise((resolve) => {
    const [program, ...args] = BROWSERS[process.platform] ?? ['xdg-open'];
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });

/** Shows a text in a pager until it is left. Resolves to whether there is such a program. */
const page = (command, text) =>
  new Promise((resolve) => {
    const [program, ...args] = command.split(/\s+/).filter(Boolean);
    const env = { LESS: 'FRX', LV: '-c', ...process.env };
    const child = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'], env });
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
    // Whoever leaves before the end has seen enough.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });

module.exports = { browse, page };
