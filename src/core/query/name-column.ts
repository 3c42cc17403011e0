import { UserError } from '../model/errors.ts';
import { suggestionHint } from '../model/fuzzy.ts';

/** The column of a table that holds names, and whether the first row is the header. */
export interface NameColumn {
  readonly index: number;
  readonly hasHeader: boolean;
}

/** Header of a column of names. */
const NAME_HEADER = 'name';

/**
 * Finds the column with the names: the one that was asked for by header or number, else the one that is called "name" or like
 * a type, else the first. A first row that itself has a known name there is no header. Throws UserError for an unknown column.
 */
export const findNameColumn = async (
  [header = []]: readonly (readonly string[])[],
  {
    column,
    hasHeader,
    typeNames,
    isKnown,
  }: {
    readonly column: string | undefined;
    /** Undefined to decide by the first row. */
    readonly hasHeader: boolean | undefined;
    readonly typeNames: readonly string[];
    readonly isKnown: (name: string) => Promise<boolean>;
  },
): Promise<NameColumn> => {
  const titles = header.map((title) => title.trim().toLowerCase());
  if (column !== undefined) {
    const index = titles.indexOf(column.trim().toLowerCase());
    if (index >= 0 && hasHeader !== false) return { index, hasHeader: true };
    return {
      index: columnNumber(column, header),
      hasHeader: hasHeader ?? !(await isKnown(header[Number(column) - 1] ?? '')),
    };
  }
  const preferred = [NAME_HEADER, ...typeNames].map((title) => titles.indexOf(title)).find((index) => index >= 0);
  if (preferred !== undefined && hasHeader !== false) return { index: preferred, hasHeader: true };
  return { index: 0, hasHeader: hasHeader ?? !(await isKnown(header[0] ?? '')) };
};

/** Index of a column that was given by its number, from 1. Throws UserError if there is none. */
const columnNumber = (column: string, header: readonly string[]): number => {
  const number = /^\d{1,6}$/.test(column) ? Number(column) : 0;
  if (number >= 1 && number <= header.length) return number - 1;
  throw new UserError(`the file has no column "${column}"`, suggestionHint(column, header));
};
