import { expect, it } from 'vitest';
import { operations } from '../src/operations/index.ts';
import { REPOSITORY, run, splitWords } from './run.ts';

/** Commands that work on files. Examples that write files or need the repository's history are skipped below. */
const ASIDE = new Set(['validate', 'fmt', 'new', 'export', 'diff', 'verify', 'site', 'resolve']);

const EXAMPLES = operations
  .filter(({ name }) => !ASIDE.has(name))
  .flatMap(({ examples }) => examples.map(({ command }) => command))
  .filter((command) => !command.includes('--known-on') && !command.includes('--output'));

it.each(EXAMPLES)('%s answers', async (example) => {
  const [command = ''] = example.replace(/^minerals /, '').split(/ [|>]/);
  const { out, err, status } = await run(splitWords(command), { root: REPOSITORY });
  expect(err).not.toContain('error');
  expect(out).not.toBe('');
  expect(status).toBe(0);
});
