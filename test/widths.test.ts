import { describe, expect, it } from 'vitest';
import { helpTopics } from '../src/cli/help-topics.ts';
import { operations } from '../src/operations/index.ts';
import { REPOSITORY, run } from './run.ts';

const COMMANDS = [
  ['partners', 'XU'],
  ['network'],
  ['stats', '--by', 'kind,year', '--type', 'agreement'],
  ['coverage'],
  ['compare', 'XL', 'XB'],
  ['compare', 'XL', 'XB', 'XE'],
  ['compare', 'xu-2020', 'xu-2023', 'xl-2024'],
  ['rank', 'mithril'],
  ['rank', 'XL'],
  ['show', 'mithril-2025'],
  ['timeline', 'XL'],
  ['query', '--valid-on', '2022-06', '--type', 'agreement'],
  ['query', '--country', 'XL,XE', '--type', 'statement'],
];

/** Help texts of the program, without lines of examples, which users copy. */
const HELP = [
  ['--help'],
  ...[...operations.map(({ name }) => name), ...Object.keys(helpTopics)].map((name) => ['help', name]),
];

describe.each([60, 80, 200])('on a terminal of %i columns', (width) => {
  it.each(COMMANDS)('%s %s stays within it', async (...command) => {
    const { out } = await run(command, {
      root: REPOSITORY,
      dataset: 'test/diplomacy',
      outIsTerminal: true,
      width,
      env: { NO_COLOR: '1', MINERALS_NOW: '2026-11-22' },
    });
    expect(out.split('\n').filter((line) => line.length > width)).toEqual([]);
  });

  it.each(HELP)('%s %s stays within it', async (...command) => {
    const { out } = await run(command, { root: REPOSITORY, outIsTerminal: true, width, env: { NO_COLOR: '1' } });
    expect(out).not.toBe('');
    expect(out.split('\n').filter((line) => line.length > width && !line.startsWith('  $ '))).toEqual([]);
  });
});
