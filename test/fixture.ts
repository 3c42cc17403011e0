import { readFileSync } from 'node:fs';

/** A file for the bookshop, with the diagnostics that its comments expect. */
export interface Fixture {
  /** Path from the folder of the dataset. */
  readonly filePath: string;
  /** Instruction for creating the file; empty for an ordinary one. */
  readonly instruction: string;
  readonly text: string;
  readonly expectedDiagnostics: readonly ExpectedDiagnostic[];
}

/** A diagnostic that a comment expects. Columns count from 1, the end is exclusive; without columns only the line counts. */
interface ExpectedDiagnostic {
  readonly code: string;
  readonly line: number;
  readonly columns?: readonly [from: number, to: number];
  /** Part of the message, of the hint, or of both with ` = ` between them. */
  readonly text: string;
  readonly count: number;
}

const HEAD = /^# in (\S+?)(?: (.*?))?(?:: (\S+)(?: (.*))?)?$/;
const BELOW = /^( *)#( *)(\^*) ([A-Z]+\d{3})(?: (.*))?$/;
const BESIDE = /\S.* # ([A-Z]+\d{3})(?: ×(\d+))?(?: (.*))?$/;

/**
 * Reads a fixture. Its first line gives the path and may expect a diagnostic on line 1. Below, `# CODE` at the end of a line
 * expects a diagnostic that begins on the line; carets in a comment below a line mark its columns (a number sign directly
 * before the carets is part of them). The text after the code must be in the message or the hint, or in both with ` = `
 * between them.
 */
export const readFixture = (path: string): Fixture => {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const [, file = '', how = '', code, says = ''] = HEAD.exec(lines[0] ?? '') ?? [];
  const announced: ExpectedDiagnostic[] = code === undefined ? [] : [{ code, line: 1, text: says, count: 1 }];
  let above = 1;
  for (const [index, line] of lines.slice(1).entries()) {
    const below = BELOW.exec(line);
    if (below) {
      const [, lead = '', gap = '', carets = '', own = '', said = ''] = below;
      const from = lead.length + 1 + (gap === '' ? 0 : gap.length + 1);
      const to = from + carets.length + (gap === '' ? 1 : 0);
      announced.push({ code: own, line: above, ...(carets ? { columns: [from, to] } : {}), text: said, count: 1 });
      continue;
    }
    above = index + 2;
    const [, own, times = '1', said = ''] = BESIDE.exec(line) ?? [];
    if (own !== undefined) announced.push({ code: own, line: above, text: said, count: Number(times) });
  }
  return { filePath: file, instruction: how, text, expectedDiagnostics: announced };
};
