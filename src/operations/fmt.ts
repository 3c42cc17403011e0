import type { Note } from '../core/model/note.ts';
import { pluralize } from '../core/model/text.ts';
import { anyTexts, flag } from './input.ts';
import { defineFileOperation } from './operation.ts';
import { resolveTargets, type Targets } from './targets.ts';
import { removedFileNotes } from './validate.ts';

export const fmtOperation = defineFileOperation({
  name: 'fmt',
  arguments: { path: anyTexts({ description: 'files or folders (default: the whole dataset)' }) },
  summary: 'Format record files: key order, quotes, sorted ids, whitespace',
  options: { check: flag('write nothing; exit status 1 if a file would change') },
  examples: [
    {
      command: 'minerals fmt dataset/agreements/us-pe-mou-2026.yaml',
      description: 'format one record; its values stay the same',
    },
    { command: 'minerals fmt --check', description: 'list unformatted records, for a script' },
  ],
  run: async (context, { path: paths = [], check }) => {
    const { formatFiles } = await import('../node/format-files.ts');
    const targets = resolveTargets(context, paths);
    if (!check) targets.assertWritable();
    const {
      changed: untidy,
      unreadable,
      recordCount,
      removed,
    } = await formatFiles({ ...targets, catalog: context.catalog, isDryRun: check });
    if (paths.length > 0 && recordCount === 0 && removed.length === 0) throw targets.noRecordsError();
    const files = untidy.map(targets.displayPath);
    const isFormatted = files.length === 0 && unreadable.length === 0;
    const message = summarize({ recordCount, fileCount: files.length, isFormatted, isCheck: check });
    return {
      output: files,
      notes: [
        { code: 'formatted', message, count: files.length },
        ...removedFileNotes(removed, targets),
        ...unreadableNotes(unreadable, targets),
      ],
      exitCode: unreadable.length > 0 || (check && files.length > 0) ? 1 : 0,
    };
  },
  view: ({ output: files }) => (files.length === 0 ? [] : [{ items: files.map((file) => ({ text: file })) }]),
  table: ({ output: files }) => ({
    columns: [{ name: 'file', title: 'file' }],
    rows: files.map((file) => [file]),
  }),
});

/** Maximum number of unreadable files that are named. */
const MAX_NAMED = 10;

/** One note for each unreadable file; many are counted instead. */
const unreadableNotes = (paths: readonly string[], { displayPath }: Targets): Note[] => {
  const notes = paths.slice(0, MAX_NAMED).map((path): Note => ({
    code: 'skipped',
    message: `skipped, not readable: ${displayPath(path)}`,
  }));
  const others = paths.length - notes.length;
  if (others === 0) return notes;
  const message = `skipped, not readable: ${pluralize(others, 'more file')}; minerals validate says why`;
  return [...notes, { code: 'skipped', message, count: others }];
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
