import type { Explanation } from './diagnostic.ts';
import type { Graph } from './graph.ts';
import type { JsonValue } from './record.ts';

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A bar of a chart: a share from 0 to 1. */
export interface Bar {
  readonly bar: number;
}

/** The raw value of a cell; each format decides how to show it. */
export type Cell = JsonValue | Link | Bar | undefined;

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
  | { readonly prose: string }
  /** Preformatted text and its language, named as syntax highlighters name it. */
  | { readonly code: string; readonly language: string };

/** An item of a list, with details below it and links to its sources. */
export interface ListItem {
  readonly label?: string;
  readonly text: string;
  readonly details?: readonly string[];
  readonly links?: readonly Link[];
  /** Nested items. */
  readonly items?: readonly ListItem[];
}

/** Files that the command writes. */
export interface FileOutput {
  readonly folder: string;
  /** The folder as it was entered. */
  readonly displayName: string;
  /** Contents by file name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** True if existing files of the same names may be replaced. */
  readonly replace: boolean;
  /** File that shows that the folder is an earlier output, which is replaced as a whole. */
  readonly marker?: string;
}

/** The result of a command: `data` for machines, `view` for people. */
export interface Result {
  readonly data: JsonValue;
  readonly view: readonly Block[];
  /** The table for spreadsheets; default: the first table of the view. */
  readonly flatTable?: Table;
  /** Contents of the files that the data mentions, by path. */
  readonly fileTexts?: Readonly<Record<string, string>>;
  /** Explanations of the diagnostic codes that may appear in the data. */
  readonly explanations?: readonly Explanation[];
  /** The program that made the result, for formats that name it. */
  readonly tool?: { readonly version: string; readonly homepage?: string | undefined };
  /** The result as a graph. */
  readonly graph?: Graph;
  /** Files to write before the result is printed. */
  readonly files?: FileOutput;
  /** Address to open in the browser; null if one was requested and none exists. */
  readonly openUrl?: string | null;
  /** File that receives the output instead of stdout, as it was entered. */
  readonly output?: string;
  /** Exit status; default: 0. */
  readonly exitCode?: number;
  /** Notes printed to stderr after the result. */
  readonly notes?: readonly string[];
  /** Returns the next result of a command that keeps producing results; undefined at the end. */
  readonly next?: () => Promise<Result | undefined>;
}

export const isLink = (cell: Cell): cell is Link =>
  typeof cell === 'object' && cell !== null && 'href' in cell && typeof cell.href === 'string';

export const isBar = (cell: Cell): cell is Bar =>
  typeof cell === 'object' && cell !== null && 'bar' in cell && typeof cell.bar === 'number';
