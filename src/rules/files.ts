import type { RuleSet, Rule } from './rule.ts';

const rule = (code: string, summary: string, why: string, remedy: string, example?: Rule['example']): Rule => ({
  code,
  severity: 'error',
  summary,
  why,
  remedy,
  ...(example ? { example } : {}),
});

/** What can be wrong with a file before it is a record. The reader of files finds it; here stands what it means. */
export const fileRules: RuleSet = {
  rules: [
    rule(
      'FILE001',
      'something in the folders that is no record',
      'It would be taken for part of the dataset, or hide a record that was misnamed.',
      'Name a record <id>.yaml in the folder of its type; move everything else away.',
    ),
    rule(
      'FILE002',
      'a link',
      'What it leads to may lie outside the dataset, and differs from machine to machine.',
      'Put the file itself there.',
    ),
    rule(
      'FILE003',
      'a file that is too large',
      'A record is a page, not a database; a huge file would stop every check.',
      'Split it into several records.',
    ),
    rule(
      'FILE004',
      'a file that is not UTF-8 text',
      'Every other encoding is read differently somewhere.',
      'Save it as UTF-8.',
    ),
    rule(
      'FILE005',
      'a file name that is no id',
      'The name is the id, and ids stand in references and addresses.',
      'Use letters, digits and single hyphens: us-pe-mou-2026.yaml.',
    ),
    rule(
      'FILE006',
      'more problems than are worth listing',
      'After so many the file is better written anew.',
      'Mend those that are listed, then look again.',
    ),
    rule(
      'FILE007',
      'a file that cannot be read',
      'Its record is missing from every answer.',
      'See that the file is there and may be read by you.',
    ),
    rule(
      'YAML001',
      'text that is not YAML',
      'Nothing of it can be read.',
      'Mend the place that is marked; quote texts that hold ": ", " #" or begin with a special character.',
      { type: 'event', wrong: 'name: "A meeting\n', right: 'name: "A meeting"\n' },
    ),
    rule('YAML002', 'a key that is given twice', 'One of the two values would be lost in silence.', 'Keep one.', {
      type: 'event',
      wrong: 'name: A meeting\nname: Another\n',
      right: 'name: A meeting\n',
    }),
    rule(
      'YAML003',
      'an alias, an anchor, a tag or a key that is not text',
      'A record is plain data: what stands there is what it says.',
      'Write it out, without &, * or !.',
      { type: 'event', wrong: 'name: &a A meeting\n', right: 'name: A meeting\n' },
    ),
    rule('YAML004', 'nesting that is too deep', 'No record needs it, and parsers die of it.', 'Take the nesting out.'),
    rule(
      'YAML005',
      'an empty file, or one with several documents',
      'One file is one record.',
      'Write the record, or split the file.',
      { type: 'event', wrong: '---\nname: A meeting\n---\nname: Another\n', right: '---\nname: A meeting\n' },
    ),
    rule(
      'YAML006',
      'a character that is not seen but obeyed',
      'Control characters and overrides of direction make a terminal or an editor show something else than what is there.',
      'Delete it; what was copied from elsewhere may hold it.',
      { type: 'event', wrong: 'name: A meeting # \u202egniteem\n', right: 'name: A meeting\n' },
    ),
  ],
  check: () => () => [],
};
