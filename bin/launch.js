'use strict';
// Starts other programs: a browser, a pager. URLs never pass through a shell; a pager's command does if it needs one.
const { spawn } = require('node:child_process');

const BROWSERS = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Milliseconds after which a program that opens a URL and still runs counts as the browser itself. */
const BROWSER_TIMEOUT = 2000;

/** Opens a URL in the browser. Resolves to true if a browser was started. */
const openBrowser = (url) =>
  new Promise((resolve) => {
    const [program, ...args] = BROWSERS[process.platform] ?? ['xdg-open'];
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
    const finish = (isOpened) => {
      clearTimeout(timer);
      child.unref();
      resolve(isOpened);
    };
    const timer = setTimeout(finish, BROWSER_TIMEOUT, true);
    child.on('error', () => finish(false));
    child.on('exit', (status) => finish(status === 0));
  });

/** Characters that only a shell can interpret, as in `sh -c 'cat | cat'` and `less '-Pa b'`. */
const SHELL_CHARACTER = /[^\p{L}\p{N}\s_./:+,@%-]/u;

/** Starts a pager. Like git, uses a shell only if the command needs one: a shell would report a missing program again. */
const startPager = (command) => {
  const options = { stdio: ['pipe', 'inherit', 'inherit'], env: { LESS: 'FRX', LV: '-c', ...process.env } };
  if (SHELL_CHARACTER.test(command)) return spawn(command, { ...options, shell: true });
  const [program, ...args] = command.split(/\s+/).filter(Boolean);
  return spawn(program, args, options);
};

/** Shows a text in a pager until the user leaves it. Resolves to false if the pager is missing or fails. */
const showInPager = (command, text) =>
  new Promise((resolve) => {
    // Ctrl-C reaches all programs on the terminal. It is for the pager, which would otherwise run on beside the shell.
    let isInterrupted = false;
    const ignoreInterrupt = () => {
      isInterrupted = true;
    };
    process.on('SIGINT', ignoreInterrupt);
    const child = startPager(command);
    const finish = (isShown) => {
      process.off('SIGINT', ignoreInterrupt);
      resolve(isShown);
    };
    child.on('error', () => finish(false));
    child.on('close', (status) => finish(status === 0 || isInterrupted));
    // A user who leaves the pager early causes a write error that does not matter.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });

module.exports = { openBrowser, showInPager };
