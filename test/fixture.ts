import { readFileSync } from 'node:fs';

/** A file for the toy library and the diagnostics that its comments announce. */
export interface Fixture {
  /** Where it is put, from the folder of the dataset. */
  readonly file: string;
  /** How it is put there. */
  readonly how: string;
  readonly text: string;
  readonly announced: readonly Announced[];
}

/** What a comment announces. Columns count from 1, the end is exclusive; without columns only the line is told. */
interface Announced {
  readonly code: string;
  readonly line: number;
  readonly columns?: readonly [from: number, to: number];
  /** Part of the message, of the hint, or of both with ` = ` between them. */
  readonly says: string;
  readonly times: number;
}

const HEAD = /^# in (\S+?)(?: (.*?))?(?:: (\S+)(?: (.*))?)?$/;
const BELOW = /^( *)#( *)(\^*) ([A-Z]+\d{3})(?: (.*))?$/;
const BESIDE = /\S.* # ([A-Z]+\d{3})(?: ×(\d+))?(?: (.*))?$/;

/**
 * Reads a fixture. Its first line says where it goes and may announce what is told of its first line. Below, `# CODE` at
 * the end of a line announces a diagnostic that begins on the line; carets in a comment below a line mark the place (a
 * number sign that they follow at once is part of it). What follows the code must be in the message or in the hint, or in
 * both with ` = ` between them.
 */
export const readFixture = (path: string): Fixture => {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const [, file = '', how = '', code, says = ''] = HEAD.exec(lines[0] ?? '') ?? [];
  const announced: Announced[] = code === undefined ? [] : [{ code, line: 1, says, times: 1 }];
  let above = 1;
  for (const [index, line] of lines.slice(1).entries()) {
    const below = BELOW.exec(line);
    if (below) {
      const [, lead = '', gap = '', carets = '', own = '', said = ''] = below;
      const from = lead.length + 1 + (gap === '' ? 0 : gap.length + 1);
      const to = from + carets.length + (gap === '' ? 1 : 0);
      announced.push({ code: own, line: above, ...(carets ? { columns: [from, to] } : {}), says: said, times: 1 });
      continue;
    }
    above = index + 2;
    const [, own, times = '1', said = ''] = BESIDE.exec(line) ?? [];
    if (own !== undefined) announced.push({ code: own, line: above, says: said, times: Number(times) });
  }
  return { file, how, text, announced };
};
