import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { formatTable } from '../src/format/table.ts';
import type { Cell } from '../src/core/model/block.ts';
import { sanitize } from '../src/core/model/text.ts';
import { present } from './presentation.ts';

/** The lines of a table on a terminal. */
const shown = (titles: readonly string[], rows: readonly (readonly Cell[])[], width?: number): string[] =>
  formatTable(present(null, [{ table: { columns: titles.map((title) => ({ name: title, title })), rows } }]), {
    colour: false,
    hyperlinks: false,
    width,
  })
    .trimEnd()
    .split('\n');

const SENTENCE = 'Exports of processed ore go on under licence until both sides have agreed on a price floor for it';
const ID = 'ministry-of-mines-2026-02-04-press-release';

describe('a table on a terminal', () => {
  const word = fc.oneof(
    fc.constantFrom('锂矿', '리튬', 'é', 'नमस्ते', '👩‍👩‍👧‍👦', 'كوبالت', '重要鉱物の安定供給に関する協力覚書', ID),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  );
  const cell = fc.array(word, { maxLength: 25 }).map((words) => words.join(' ').replaceAll(/[\n\t]/g, ' '));
  const rows = fc
    .integer({ min: 1, max: 6 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    );

  it('is never wider than it, and loses nothing', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 60, max: 160 }), (all, width) => {
        const lines = shown(
          (all[0] ?? []).map((_, column) => `c${column}`),
          all,
          width,
        );
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
        const count = (text: string): Map<string, number> => {
          const counts = new Map<string, number>();
          for (const letter of text.replaceAll(/[\s\ufffd]/g, '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
          return counts;
        };
        const told = count(lines.join(''));
        // A column that is equal in all rows may be printed once, below the table.
        const isConstant = (column: number): boolean => all.every((row) => row[column] === all[0]?.[column]);
        const expected = all.flatMap((row, index) => row.filter((_, column) => index === 0 || !isConstant(column)));
        const lost = [...count(sanitize(expected.join('')))].filter(
          ([letter, times]) => (told.get(letter) ?? 0) < times,
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('uses the fewest lines', () => {
    const id = 'press-release-2026';
    expect(shown(['date', 'who', 'what', 'id'], [['2026', 'The ministry of mines', SENTENCE, id]], 95)).toEqual([
      'DATE  WHO              WHAT                                                  ID',
      '2026  The ministry of  Exports of processed ore go on under licence until    press-release-2026',
      '      mines            both sides have agreed on a price floor for it',
    ]);
  });

  it('is told record by record where its texts would be too narrow to read', () => {
    const titles = ['date', 'who', 'what', 'part of the whole', 'id'];
    expect(
      shown(
        titles,
        [
          ['2026', 'The ministry of mines', SENTENCE, 'x', ID],
          ['2025', 'Nobody', 'Nothing', null, 'n'],
        ],
        80,
      ),
    ).toEqual([
      'Date: 2026  Who: The ministry of mines  Part of the whole: x',
      '  Id: ministry-of-mines-2026-02-04-press-release',
      '  What: Exports of processed ore go on under licence until both sides have',
      '    agreed on a price floor for it',
      '',
      'Date: 2025  Who: Nobody  Id: n',
      '  What: Nothing',
    ]);
  });

  it('never breaks an id or an address', () => {
    const address = `https://example.org/${'a'.repeat(80)}-${'b'.repeat(30)}`;
    expect(shown(['a', 'b'], [['one two three', ID]], 32)).toContain(`    ${ID}`);
    expect(shown(['a', 'b'], [['one two three', `agreement/${ID}`]], 60).join('\n')).toContain(`agreement/${ID}`);
    expect(shown(['a', 'b'], [['one two three', address]], 60)).toContain(`    ${address}`);
  });

  it('prints a column that is equal in all rows once, below the table, if the table is too wide', () => {
    const rows = ['a first meeting of ministers', 'a second meeting of ministers'].map((name) => [name, 'signed', ID]);
    const lines = shown(['name', 'status', 'id'], rows, 75);
    expect(lines[0]).not.toContain('STATUS');
    expect(lines.at(-1)).toContain('status signed');
    expect(shown(['name', 'status', 'id'], rows)[0]).toContain('STATUS');
  });

  it('leaves out columns in which nothing stands, unless it is piped', () => {
    const rowsOf: Cell[][] = [
      ['x', null, 1],
      ['y', [], 2],
    ];
    expect(shown(['a', 'b', 'c'], rowsOf, 80)).toEqual(['A  C', 'x  1', 'y  2']);
    expect(shown(['a', 'b', 'c'], rowsOf)[0]).toBe('A  B  C');
  });

  it('has the digits of numbers below one another', () => {
    expect(
      shown(
        ['n', 'x'],
        [
          [1.5, 'a'],
          [12_000, 'b'],
          [null, 'c'],
          [0.00012, 'd'],
        ],
      ),
    ).toEqual(['           N  X', '     1.5      a', '12,000        b', '              c', '     0.00012  d']);
  });
});
