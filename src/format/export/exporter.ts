import type { DatasetRecord, Ref } from '../../core/model/record.ts';
import type { Relation } from '../../core/model/relation.ts';

/** Content of an export: the records by folder, the same records as tables, version and date. */
export interface ExportContent {
  readonly records: ReadonlyMap<string, readonly DatasetRecord[]>;
  readonly relations: () => readonly Relation[];
  /** The selected records of a filtered export; the others are there because these refer to them. */
  readonly selected?: ReadonlySet<Ref>;
  /** Version of the dataset; undefined unless it is the built-in one. */
  readonly version: string | undefined;
  /** Date of the export, YYYY-MM-DD. */
  readonly today: string;
}

/** Files by name. */
type ExportedFiles = ReadonlyMap<string, string | Uint8Array>;

/** Converts records to files. A pure function. */
export type Exporter = (content: ExportContent) => ExportedFiles | Promise<ExportedFiles>;
