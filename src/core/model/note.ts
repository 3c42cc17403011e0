import type { Ref } from './record.ts';

/** Kinds of notes by their code, with what each says. */
const NOTE_CODES = {
  'near-name': 'a name was corrected; `refs` are the records that are assumed',
  'former-name': 'a former id was used; `refs` is the record that has another id now',
  'any-of': 'a filter was given several times; any of its values matches',
  synonyms: 'a word means several values of a filter',
  members: 'a group stands for itself, for its members, or for both',
  impossible: 'no record can match, as no type has such a field',
  unanswered: 'records match otherwise, but do not answer a yes-or-no filter',
  undated: 'records match otherwise, but have no date',
  'no-term': 'records do not say when their term ends',
  'left-out': 'records about the dataset itself are not shown',
  searched: 'few records were found; says when somebody last looked for more',
  'not-searched': 'few records were found, and nobody has looked for more yet',
  'nothing-recorded':
    'records have nothing in a field to which other records could add; nothing recorded is not nothing there',
  disputed: 'sources disagree about fields of the records',
  limited: 'there are more records or rows than are shown',
  'try-search': 'nothing matches; a search forgives typos',
  'weak-matches': 'no record has all words of the search',
  'validity-unknown': 'it is unknown if a record was in force on that date',
  'read-as': 'a file is in another encoding than UTF-8',
  unresolved: 'names in a file that are ambiguous or unknown',
  'no-such-field': 'records were not counted, because their type has no such field',
  'counted-per-value': 'a record is counted once for each of its values',
  changes: 'differences that are changes over time, not conflicts',
  measures: 'the measures that have figures',
  'figures-of-group': 'the figures are those of a group that includes the record',
  'other-candidates': 'other records fit the description in a question',
  'searched-words': 'words of a question that name no record were looked for in texts',
  'unusable-field': 'a field in the header of a text cannot be used',
  'not-understood': 'the question, or a part of it, was not understood',
  'all-new': 'there is no earlier version to compare with',
  'history-begins': 'the history that is at hand begins later than the requested day',
  skipped: 'files or records were left out, because they cannot be read',
  'next-step': 'something remains to be done',
  formatted: 'files were formatted, or would be',
  'removed-file': 'a temporary file of an interrupted run was removed',
  checked: 'result of a check',
  baseline: 'findings that the baseline lets pass',
  problem: 'a check could not run',
} as const;

export type NoteCode = keyof typeof NOTE_CODES;

/** A remark on an answer. */
export interface Note {
  readonly code: NoteCode;
  readonly message: string;
  /** Number of records, files or rows that the note is about. */
  readonly count?: number;
  /** Records that the note is about. */
  readonly refs?: readonly Ref[];
}
