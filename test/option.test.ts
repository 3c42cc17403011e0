import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

describe('an option', () => {
  it.each([
    ['a flag with a value', ['query', '--json=yes'], '--json takes no value\n  leave out =yes'],
    ['a negated flag with a value', ['query', '--no-pager=1'], '--no-pager takes no value\n  leave out =1'],
    ['help with a value', ['query', '--help=x'], '--help takes no value\n  leave out =x'],
    ['the version with a value', ['--version=1'], '--version takes no value\n  leave out =1'],
    ['no value at the end', ['query', '--writer'], '--writer needs a value'],
    [
      'no value before another option',
      ['query', '--writer', '--json'],
      '--writer needs a value, but is followed by --json',
    ],
    ['the same of a number', ['query', '--limit', '--json'], '--limit needs a value, but is followed by --json'],
    ['the same of a list', ['query', '--fields', '--sort=id'], '--fields needs a value, but is followed by --sort=id'],
    ['the same of a choice', ['query', '--format', '--json'], '--format needs a value, but is followed by --json'],
    ['the same of a field', ['new', 'book', 'a', '--set', '--json'], '--set needs a value, but is followed by --json'],
    ['what only looks like an option', ['query', '--writer', '--nothing'], 'no author is called "--nothing"'],
    ['an empty number', ['query', '--limit='], '--limit cannot be ""'],
    ['an empty list', ['query', '--fields='], '--fields needs a value'],
    ['an empty filter', ['query', '--writer='], 'writer needs a value'],
    ['an empty folder', ['query', '--dataset='], '--dataset needs the name of a folder'],
    ['an empty file', ['report', 'solaris', '--output='], '--output needs the name of a file'],
    [
      'an unknown option with a value',
      ['query', '--wrtier=x'],
      'query has no option --wrtier\n  did you mean --writer?',
    ],
  ])('is refused with %s', async (_, words, says) => {
    const { status, out, err } = await run(words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`error: ${says}`);
  });
});
