import { resolve } from 'node:path';
import { exporters } from '../format/export/index.ts';
import type { Result } from '../core/model/result.ts';
import type { Relation } from '../core/model/relation.ts';
import { selectedEntries, toRelations } from '../core/query/relations.ts';
import { selectForExport } from '../core/query/select-for-export.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const exportCommand: Command = {
  name: 'export',
  arguments: [{ name: '<folder>', description: 'new or empty folder', allowsSpaces: true }],
  summary: 'Export the whole dataset into a folder, for other programs',
  options: (catalog) => [
    { flags: '--to <kind>', description: 'file format (default: csv)', choices: Object.keys(exporters) },
    { flags: '--force', description: 'replace files of the same names' },
    ...filterOptions(catalog()),
  ],
  examples: [
    { command: 'minerals export tables', description: 'CSV files, described by a datapackage.json' },
    {
      command: 'minerals export database --to sqlite',
      description: 'a script: sqlite3 minerals.db < database/minerals.sql',
    },
    { command: 'minerals export peru --country Peru', description: 'what concerns Peru, and what it refers to' },
    { command: 'minerals export map --to geojson', description: 'the deposits on a map' },
  ],
  run: async (context, [folderName = ''], options): Promise<Result> => {
    const { to = 'csv', force = false } = options as { to?: keyof typeof exporters; force?: boolean };
    const exporter = await exporters[to]();
    const dataset = await context.dataset();
    const { selection, notes } = await selectForExport(dataset, toQueryParams(dataset.catalog, options));
    const included = new Set(selectedEntries(dataset, selection));
    const records = new Map(
      dataset.catalog.types.map(({ name: type, folder }) => [
        folder,
        dataset
          .entriesOfType(type)
          .filter((entry) => included.has(entry))
          .map(dataset.record),
      ]),
    );
    const { version, today } = context;
    const relations = (): Relation[] => toRelations(dataset, selection);
    const files = await exporter({
      records,
      relations,
      ...(selection && { selected: selection.selected }),
      version,
      today,
    });
    const rows = Array.from(files, ([file, content]) => [file, Buffer.byteLength(content)] as const);
    return {
      files: { folder: resolve(context.workingFolder, folderName), displayName: folderName, files, replace: force },
      notes,
      data: rows.map(([file, bytes]) => ({ file, bytes })),
      view: [
        {
          table: {
            columns: [
              { name: 'file', title: 'File' },
              { name: 'bytes', title: 'Bytes' },
            ],
            rows,
          },
        },
      ],
    };
  },
};
