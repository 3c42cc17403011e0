import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';

/** The rows of a file of delimited texts, and how its bytes were read. */
export interface TextTable {
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly Note[];
}

/** Maximum size of a file in bytes. */
const MAX_SIZE = 100_000_000;

/**
 * Parses comma-, semicolon- or tab-separated values in UTF-8, UTF-16 or Windows-1252, as spreadsheets write them. Leaves out
 * empty lines. Throws UserError for anything else.
 */
export const readTable = (bytes: Uint8Array, displayName: string): TextTable => {
  if (bytes.length > MAX_SIZE)
    throw new UserError(`${displayName} is larger than ${MAX_SIZE / 1_000_000} MB`, 'split it into several files');
  const { text, notes } = decodeText(bytes);
  if (text.includes('\0')) throw new UserError(`${displayName} is not a text file`, 'save the table as CSV');
  try {
    const rows = parse(text, {
      delimiter: findDelimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_SIZE,
    });
    return { rows, notes };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `${displayName} is not valid CSV: ${error.message}`,
      'put quotes around texts, and double quotes within them',
    );
  }
};

/** Maximum characters of a row: a quotation mark that is never closed would make the rest of the file one cell. */
const MAX_RECORD_SIZE = 1_000_000;

const decodeText = (bytes: Uint8Array): { readonly text: string; readonly notes: readonly Note[] } => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), notes: [] };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), notes: [] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] };
  } catch {
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      notes: [{ code: 'read-as', message: 'the file is not UTF-8; it was read as Windows-1252' }],
    };
  }
};

/** The delimiter that occurs most often in the first line, outside of quotes; a comma if none does. */
const findDelimiter = (text: string): string => {
  const start = text.slice(0, MAX_HEADER_LENGTH);
  const [firstLine = ''] = start
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .replace(/^[\r\n]+/, '')
    .split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
};

const MAX_HEADER_LENGTH = 10_000;
const DELIMITERS = [',', ';', '\t'] as const;
