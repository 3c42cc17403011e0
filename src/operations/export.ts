import { resolve } from 'node:path';
import { exporters } from '../format/export/index.ts';
import { keysOf } from '../core/model/own.ts';
import type { Relation } from '../core/model/relation.ts';
import { selectedEntries, toRelations } from '../core/query/relations.ts';
import { selectForExport } from '../core/query/select-for-export.ts';
import { selection } from './filters.ts';
import { flag, requiredText, text } from './input.ts';
import { defineOperation } from './operation.ts';

export const exportOperation = defineOperation({
  name: 'export',
  arguments: { folder: requiredText({ description: 'new or empty folder', allowsSpaces: true }) },
  summary: 'Export the whole dataset into a folder, for other programs',
  options: {
    to: text({
      value: 'kind',
      description: 'file format (default: csv)',
      choices: keysOf(exporters),
      noun: 'file format',
    }),
    force: flag('replace files of the same names'),
    conditions: selection,
  },
  examples: [
    { command: 'minerals export tables', description: 'CSV files, described by a datapackage.json' },
    {
      command: 'minerals export database --to sqlite',
      description: 'a script: sqlite3 minerals.db < database/minerals.sql',
    },
    { command: 'minerals export peru --country Peru', description: 'what concerns Peru, and what it refers to' },
    { command: 'minerals export map --to geojson', description: 'the deposits on a map' },
  ],
  run: async (context, { folder, to = 'csv', force, conditions }) => {
    const exporter = await exporters[to]();
    const { dataset, version, today } = context;
    const { selection: selected, notes } = await selectForExport(dataset, conditions);
    const included = new Set(selectedEntries(dataset, selected));
    const records = new Map(
      dataset.catalog.types.map(({ name: type, folder: typeFolder }) => [
        typeFolder,
        dataset
          .entriesOfType(type)
          .filter((entry) => included.has(entry))
          .map(dataset.record),
      ]),
    );
    const relations = (): Relation[] => toRelations(dataset, selected);
    const files = await exporter({
      records,
      relations,
      ...(selected && { selected: selected.selected }),
      version,
      today,
    });
    return {
      output: Array.from(files, ([file, content]) => ({ file, bytes: Buffer.byteLength(content) })),
      notes,
      written: { folder: resolve(context.workingFolder, folder), displayName: folder, files, replace: force },
    };
  },
  view: ({ output }) => [
    {
      table: {
        columns: [
          { name: 'file', title: 'File' },
          { name: 'bytes', title: 'Bytes' },
        ],
        rows: output.map(({ file, bytes }) => [file, bytes]),
      },
    },
  ],
  files: ({ written }) => written,
});
