import { describe, expect, it } from 'vitest';
import { ownValue } from '../src/core/model/own.ts';
import { run } from './run.ts';

const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

describe('names that every object has', () => {
  it.each(INHERITED)('are not keys of a map: %s', (name) => {
    expect(ownValue({ own: 1 }, name)).toBeUndefined();
    expect(ownValue(undefined, name)).toBeUndefined();
    expect(ownValue(JSON.parse(`{"${name}": 1}`) as Record<string, number>, name)).toBe(1);
  });

  it.each(
    INHERITED.flatMap((name) =>
      [
        ['completion', 'NAME'],
        ['help', 'NAME'],
        ['stats', '--by', 'NAME'],
        ['stats', '--by', 'form,NAME'],
        ['query', '--format', 'NAME'],
        ['query', '--lang', 'NAME'],
        ['query', '--fields', 'NAME'],
        ['query', '--sort', 'NAME'],
        ['query', '--form', 'NAME'],
        ['list', 'NAME'],
        ['list', '--sort', 'NAME'],
        ['list', '--fields', 'NAME'],
        ['export', 'folder', '--to', 'NAME'],
        ['new', 'NAME', 'a'],
        ['new', 'book', 'a', '--set', 'NAME=1'],
        ['explain', 'NAME'],
        ['validate', '--only', 'NAME'],
        ['validate', '--format', 'NAME'],
        ['cite', 'solaris', '--format', 'NAME'],
        ['why', 'solaris', 'NAME'],
        ['show', 'NAME'],
        ['NAME'],
      ].map((words) => words.map((word) => word.replace('NAME', name))),
    ),
  )('are refused as any other word: %s %s %s %s', async (...words) => {
    const { status, err, out } = await run(words);
    const other = await run(words.map((word) => INHERITED.reduce((text, name) => text.replace(name, 'zyxw'), word)));
    expect({ status, out }).toEqual({ status: other.status, out: other.out });
    expect(err).toMatch(/^error: /);
    expect(other.err).toMatch(/^error: /);
  });
});
