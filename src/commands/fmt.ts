import type { Command } from './command.ts';
import { resolveTargets } from './targets.ts';

export const fmtCommand: Command = {
  name: 'fmt',
  arguments: [{ name: '[path...]', description: 'files or folders; without one the whole dataset' }],
  summary: 'Write records as all are written: order of keys, quotation marks, sorted ids, blanks',
  options: () => [{ flags: '--check', description: 'change nothing; exit status 1 where a file would change' }],
  examples: [
    { command: 'minerals fmt dataset/agreements/us-pe-mou-2026.yaml', description: 'one record; what it says stays' },
    { command: 'minerals fmt --check', description: 'which records are not tidy, for a script' },
  ],
  usesNoDataset: true,
  run: async (context, paths, { check }) => {
    const { formatFiles: tidyFiles } = await import('../dataset/format-files.ts');
    const targets = resolveTargets(context, paths);
    if (!check) targets.mayChange();
    const { untidy, unread, seen, removed } = await tidyFiles({
      ...targets,
      catalog: context.catalog,
      dry: check === true,
    });
    if (paths.length > 0 && seen === 0 && removed.length === 0) throw targets.empty();
    const files = untidy.map(targets.shown);
    const of = `${seen} ${seen === 1 ? 'record' : 'records'}`;
    const done = check
      ? `${files.length} of ${of} would change; minerals fmt writes them`
      : `${files.length} of ${of} written`;
    return {
      data: files,
      view: files.length === 0 ? [] : [{ items: files.map((text) => ({ text })) }],
      flat: { columns: [{ name: 'file', title: 'file' }], rows: files.map((file) => [file]) },
      notes: [
        files.length === 0 && unread.length === 0 ? `${of} tidy` : done,
        ...removed.map((path) => `removed the temporary file of an interrupted run: ${targets.shown(path)}`),
        ...unread.map((path) => `left alone, as it cannot be read: ${targets.shown(path)}`),
      ],
      exitCode: unread.length > 0 || (check && files.length > 0) ? 1 : 0,
    };
  },
};
