import { pluralize } from '../core/model/text.ts';
import type { Command } from './command.ts';
import { resolveTargets } from './targets.ts';

export const fmtCommand: Command = {
  name: 'fmt',
  arguments: [{ name: '[path...]', description: 'files or folders (default: the whole dataset)' }],
  summary: 'Format record files: key order, quotes, sorted ids, whitespace',
  options: () => [{ flags: '--check', description: 'write nothing; exit status 1 if a file would change' }],
  examples: [
    {
      command: 'minerals fmt dataset/agreements/us-pe-mou-2026.yaml',
      description: 'format one record; its values stay the same',
    },
    { command: 'minerals fmt --check', description: 'list unformatted records, for a script' },
  ],
  usesNoDataset: true,
  run: async (context, paths, { check }) => {
    const { formatFiles } = await import('../node/format-files.ts');
    const targets = resolveTargets(context, paths);
    if (!check) targets.assertWritable();
    const {
      changed: untidy,
      unreadable: unread,
      recordCount: seen,
      removed,
    } = await formatFiles({
      ...targets,
      catalog: context.catalog,
      isDryRun: check === true,
    });
    if (paths.length > 0 && seen === 0 && removed.length === 0) throw targets.noRecordsError();
    const files = untidy.map(targets.displayPath);
    const isFormatted = files.length === 0 && unread.length === 0;
    const summary = summarize({ recordCount: seen, fileCount: files.length, isFormatted, isCheck: check === true });
    return {
      data: files,
      view: files.length === 0 ? [] : [{ items: files.map((text) => ({ text })) }],
      flatTable: { columns: [{ name: 'file', title: 'file' }], rows: files.map((file) => [file]) },
      notes: [
        summary,
        ...removed.map((path) => `removed temporary file of an interrupted run: ${targets.displayPath(path)}`),
        ...unread.map((path) => `skipped, not readable: ${targets.displayPath(path)}`),
      ],
      exitCode: unread.length > 0 || (check && files.length > 0) ? 1 : 0,
    };
  },
};

interface Summary {
  readonly recordCount: number;
  readonly fileCount: number;
  readonly isFormatted: boolean;
  readonly isCheck: boolean;
}

const summarize = ({ recordCount, fileCount, isFormatted, isCheck }: Summary): string => {
  const records = pluralize(recordCount, 'record');
  if (isFormatted) return `${records} already formatted`;
  if (isCheck) return `${fileCount} of ${records} would be reformatted; run minerals fmt to write them`;
  return `${fileCount} of ${records} reformatted`;
};
