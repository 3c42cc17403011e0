import type { JsonValue } from './record.ts';

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A bar of a chart: a share from 0 to 1. */
export interface Bar {
  readonly bar: number;
}

/** Marks of the sources of the text before them, by their numbers from 1. */
export interface SourceMarks {
  readonly marks: readonly number[];
}

/** A text with marks of sources. */
export interface MarkedText {
  readonly marked: readonly (string | SourceMarks)[];
}

/** A text for people. */
export type Text = string | MarkedText;

/** The raw value of a cell; each format decides how to show it. */
export type Cell = JsonValue | Link | Bar | MarkedText | undefined;

export interface Column {
  readonly name: string;
  readonly title: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Minimum column width; below it each row is printed as a record. */
  readonly minColumnWidth?: number;
  /** True if the columns were requested: all of them are shown, even empty ones. */
  readonly hasChosenColumns?: boolean;
}

/** A part of the output for people, top to bottom. */
export type Block =
  | { readonly heading: string; readonly level: 1 | 2 }
  | { readonly fields: readonly (readonly [label: string, value: Cell])[] }
  | { readonly table: Table; readonly empty?: string }
  | { readonly items: readonly ListItem[] }
  | { readonly prose: Text }
  /** The sources of the other blocks, in the order of their numbers. */
  | { readonly sources: readonly ListItem[] }
  /** Preformatted text and its language, named as syntax highlighters name it. */
  | { readonly code: string; readonly language: string };

/** An item of a list, with details below it and links to its sources. */
export interface ListItem {
  readonly label?: string;
  readonly text: Text;
  readonly details?: readonly string[];
  readonly links?: readonly Link[];
  /** Nested items. */
  readonly items?: readonly ListItem[];
}

/** A text with its marks in brackets: `[1][2]`. */
export const textWithMarks = (text: Text): string => {
  if (typeof text === 'string') return text;
  return text.marked
    .map((part) => (typeof part === 'string' ? part : part.marks.map((number) => `[${number}]`).join('')))
    .join('');
};

export const isMarkedText = (cell: Cell): cell is MarkedText =>
  typeof cell === 'object' && cell !== null && 'marked' in cell && Array.isArray(cell.marked);

export const isLink = (cell: Cell): cell is Link =>
  typeof cell === 'object' && cell !== null && 'href' in cell && typeof cell.href === 'string';

export const isBar = (cell: Cell): cell is Bar =>
  typeof cell === 'object' && cell !== null && 'bar' in cell && typeof cell.bar === 'number';
