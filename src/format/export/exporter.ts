import type { DatasetRecord } from '../../model/record.ts';
import type { Relation } from '../../model/relation.ts';

/** What is taken away: the records by their folder, the same as tables, and what to call them. */
export interface ExportContent {
  readonly records: ReadonlyMap<string, readonly DatasetRecord[]>;
  readonly relations: () => readonly Relation[];
  /** The version of the dataset, where it is the packaged one. */
  readonly version: string | undefined;
  /** The day, YYYY-MM-DD. */
  readonly today: string;
}

/** Files by name; pure. */
export type Exporter = (content: ExportContent) => ReadonlyMap<string, string | Uint8Array>;
