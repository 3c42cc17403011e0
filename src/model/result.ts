import type { Explanation } from './diagnostic.ts';
import type { Graph } from './graph.ts';
import type { JsonValue } from './record.ts';

/** A text that leads somewhere. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A part of a whole, from 0 to 1, to be drawn. */
export interface Bar {
  readonly bar: number;
}

/** What stands in a cell: a raw value; how it looks belongs to the format. */
export type Cell = JsonValue | Link | Bar | undefined;

export interface Column {
  readonly name: string;
  readonly title: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that its texts need at least on a terminal; else its rows are told one by one. */
  readonly minColumnWidth?: number;
  /** Whether the person chose the columns: they are all shown, empty or not. */
  readonly hasChosenColumns?: boolean;
}

/** A piece of what people read, top to bottom. */
export type Block =
  | { readonly heading: string; readonly level: 1 | 2 }
  | { readonly fields: readonly (readonly [label: string, value: Cell])[] }
  | { readonly table: Table; readonly empty?: string }
  | { readonly items: readonly ListItem[] }
  | { readonly prose: string }
  /** Text whose lines and blanks mean something, and the language that it is written in, as highlighters call it. */
  | { readonly code: string; readonly language: string };

/** An entry of a list: a line, what stands below it, and where it comes from. */
export interface ListItem {
  readonly label?: string;
  readonly text: string;
  readonly details?: readonly string[];
  readonly links?: readonly Link[];
  /** Entries of its own. */
  readonly items?: readonly ListItem[];
}

/** Files that an answer is to be found in. */
export interface FileOutput {
  readonly folder: string;
  /** The folder as the person named it. */
  readonly named: string;
  /** What they hold, by name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Whether they may replace files of the same names. */
  readonly replace: boolean;
}

/** What a command answers: machines read `data`, people read `view`. */
export interface Result {
  readonly data: JsonValue;
  readonly view: readonly Block[];
  /** The one table that a spreadsheet gets; without it the first of the view. */
  readonly flat?: Table;
  /** The texts of the files that the data speaks of, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What the codes mean that the data may name. */
  readonly explanations?: readonly Explanation[];
  /** The answer as a graph. */
  readonly graph?: Graph;
  /** Written before the answer is printed. */
  readonly files?: FileOutput;
  /** An address to open in the browser; null where one was asked for and there is none. */
  readonly openUrl?: string | null;
  /** The file, as the person named it, that takes what would be printed. */
  readonly output?: string;
  /** Exit status, where it is not 0. */
  readonly exitCode?: number;
  /** What bears on the answer, said on stderr after it. */
  readonly notes?: readonly string[];
  /** The answer that follows this one, where a command goes on answering; undefined at its end. */
  readonly next?: () => Promise<Result | undefined>;
}

export const isLink = (cell: Cell): cell is Link =>
  typeof cell === 'object' && cell !== null && 'href' in cell && typeof cell.href === 'string';

export const isBar = (cell: Cell): cell is Bar =>
  typeof cell === 'object' && cell !== null && 'bar' in cell && typeof cell.bar === 'number';
