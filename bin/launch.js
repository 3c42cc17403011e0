'use strict';
// Other programs: a browser, a pager. Addresses never pass through a shell; a pager does where its command needs one.
const { spawn } = require('node:child_process');

const BROWSERS = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Milliseconds after which a program that opens an address, and still runs, counts as the browser itself. */
const PATIENCE = 2000;

/** Opens an address. Resolves to whether a browser could be asked to. */
const browse = (url) =>
  new Promise((resolve) => {
    const [program, ...args] = BROWSERS[process.platform] ?? ['xdg-open'];
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
    const decide = (opened) => {
      clearTimeout(timer);
      child.unref();
      resolve(opened);
    };
    const timer = setTimeout(decide, PATIENCE, true);
    child.on('error', () => decide(false));
    child.on('exit', (status) => decide(status === 0));
  });

/** Characters of a command that can only be meant for a shell, as in `sh -c 'cat | cat'` and `less '-Pa b'`. */
const FOR_A_SHELL = /[^\p{L}\p{N}\s_./:+,@%-]/u;

/** Starts a pager: through a shell where the command needs one, as git does, so that a missing program is not reported twice. */
const startPager = (command) => {
  const options = { stdio: ['pipe', 'inherit', 'inherit'], env: { LESS: 'FRX', LV: '-c', ...process.env } };
  if (FOR_A_SHELL.test(command)) return spawn(command, { ...options, shell: true });
  const [program, ...args] = command.split(/\s+/).filter(Boolean);
  return spawn(program, args, options);
};

/** Shows a text in a pager until it is left. Resolves to whether it was shown: false where the pager is missing or fails. */
const page = (command, text) =>
  new Promise((resolve) => {
    // Ctrl-C reaches all that runs on the terminal. It is the pager's: it would otherwise go on without us, beside the shell.
    let interrupted = false;
    const interrupt = () => {
      interrupted = true;
    };
    process.on('SIGINT', interrupt);
    const child = startPager(command);
    const decide = (shown) => {
      process.off('SIGINT', interrupt);
      resolve(shown);
    };
    child.on('error', () => decide(false));
    child.on('close', (status) => decide(status === 0 || interrupted));
    // A pager that is left before the end has shown enough.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });

module.exports = { browse, page };
