import fc from 'fast-check';
import { safeLoad } from 'js-yaml';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatYamlOutput } from '../src/format/yaml.ts';
import type { JsonValue } from '../src/core/model/record.ts';
import { present } from './presentation.ts';
import { runs } from './fuzz-runs.ts';

const printed = (data: JsonValue): string =>
  formatYamlOutput(present(data), { colour: false, hyperlinks: false, width: undefined });

/** Characters that the output must escape: control, C1 and bidirectional characters, line separators, byte order marks. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const PLAIN =
  '2026|2026-02|2026-02-04|2026-02-04T10:00:00Z|2026-2-4|NO|no|yes|Y|n|on|OFF|true|null|~||12|012|0x1F|0b11|0o17|1_000|1e3|+1|.5|' +
  '.inf|.NaN|1:30|<<|- a|-|? a|a: b|a #b|# a|&a|*a|!a|%a|@a|`a`|"a"|\'a\'|[|{| a|a |Bogotá|稀土|🪨';
const LINES = [
  '|',
  'a\nb',
  'a\n\nb\n',
  '\na',
  ' a\nb',
  'a\tb',
  '\ta',
  'a\rb',
  'a\u0085b',
  'a\u2028b',
  '\ufeffa',
  'a\u202eb',
];
const LONG = `${'long words '.repeat(20)}\u009b31m`;
const TEXTS = PLAIN.split('|').concat(LINES, LONG, 'a\u007fb\nc', '\u001b[31ma');

it.each(TEXTS)('says %j to readers of either version', (text) => {
  const data = { [text]: text, list: [text, { text }] };
  const out = printed(data);
  expect(safeLoad(out)).toEqual(data);
  expect(parse(out)).toEqual(data);
  expect(parse(out, { version: '1.1' })).toEqual(data);
  expect(out).not.toMatch(RAW);
});

it('says the same to readers of either version, whatever it is', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom(...TEXTS));
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (data) => {
      const out = printed({ data });
      expect(parse(out)).toEqual({ data });
      expect(safeLoad(out)).toEqual({ data });
      expect(out).not.toMatch(RAW);
    }),
    { numRuns: runs(1000) },
  );
});

it('writes dates and words as the dataset does', () => {
  expect(printed({ signed: '2026-02', by: 'NO', name: 'Norway' })).toBe('signed: "2026-02"\nby: "NO"\nname: Norway\n');
});
