import { definedOnly } from '../core/model/defined-only.ts';
import type { RuleSet, Rule } from './rule.ts';

const errorRule = (
  code: string,
  summary: string,
  why: string,
  remedy: string,
  example?: NonNullable<Rule['example']>,
): Rule => ({ code, severity: 'error', summary, why, remedy, ...definedOnly({ example }) });

/** Rules for files before they are parsed to records. The file reader checks them; this file only explains them. */
export const fileRules: RuleSet = {
  rules: [
    errorRule(
      'FILE001',
      'a file or folder that is not a record',
      'It could be mistaken for part of the dataset, or be a record with a wrong name.',
      'Name a record <id>.yaml and put it into the folder of its type; move everything else elsewhere.',
    ),
    errorRule(
      'FILE002',
      'a symbolic link',
      'Its target may be outside the dataset, and differs between machines.',
      'Replace it by the file itself.',
    ),
    errorRule(
      'FILE003',
      'a file that is too large',
      'A record describes one thing; a huge file would slow down or crash every check.',
      'Split it into several records.',
    ),
    errorRule(
      'FILE004',
      'a file that is not UTF-8 text',
      'Other encodings are read differently on different systems.',
      'Save it as UTF-8.',
    ),
    errorRule(
      'FILE005',
      'a file name that is not a valid id, or that Windows reserves',
      'The file name is the id, and ids are used in references and URLs.',
      'Use letters, digits and single hyphens: us-pe-mou-2026.yaml; but not con, prn, aux, nul, com0 to com9 or lpt0 to lpt9.',
    ),
    errorRule(
      'FILE006',
      'more problems than are listed',
      'A file with so many problems is easier to rewrite.',
      'Fix the listed problems, then validate again.',
    ),
    errorRule(
      'FILE007',
      'a file that cannot be read',
      'Its record is missing from all results.',
      'Check that the file exists and that you may read it.',
    ),
    errorRule(
      'FILE008',
      'a record in the folder of another type',
      'The folder is the type of a record: queries for its real type would miss it.',
      'Move the file to the folder of its type.',
      {
        type: 'event',
        wrong: 'name: A page\ntitle: A page\nurl: https://example.org/a\n',
        right: 'name: A meeting\n',
      },
    ),
    errorRule(
      'YAML001',
      'text that is not YAML',
      'No field can be read.',
      'Fix the marked place; quote texts that contain ": " or " #" or begin with a special character.',
      { type: 'event', wrong: 'name: "A meeting\n', right: 'name: "A meeting"\n' },
    ),
    errorRule(
      'YAML002',
      'a key that is given twice',
      'One of the two values would be lost silently.',
      'Keep one of the two.',
      {
        type: 'event',
        wrong: 'name: A meeting\nname: Another\n',
        right: 'name: A meeting\n',
      },
    ),
    errorRule(
      'YAML003',
      'an alias, an anchor, a tag or a key that is not text',
      'A record is plain data: every value is written where it belongs.',
      'Write the value out, without &, * or !.',
      { type: 'event', wrong: 'name: &a A meeting\n', right: 'name: A meeting\n' },
    ),
    errorRule(
      'YAML004',
      'nesting that is too deep',
      'No record needs it, and it can crash a parser.',
      'Reduce the nesting.',
    ),
    errorRule(
      'YAML005',
      'an empty file, or one with several documents',
      'Each file contains one record.',
      'Write the record, or split the file.',
      { type: 'event', wrong: '---\nname: A meeting\n---\nname: Another\n', right: '---\nname: A meeting\n' },
    ),
    errorRule(
      'YAML006',
      'an invisible control character',
      'Control characters and bidirectional overrides make a terminal or an editor show other text than the file contains.',
      'Delete it; text copied from elsewhere may contain such characters.',
      { type: 'event', wrong: 'name: A meeting # \u202egniteem\n', right: 'name: A meeting\n' },
    ),
  ],
  createCheck: () => () => [],
};
