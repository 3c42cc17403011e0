import { resolve as resolvePath } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import { refOf } from '../core/model/record.ts';
import type { Block, Table } from '../core/model/block.ts';
import type { Dataset } from '../core/index/dataset.ts';
import { pluralize } from '../core/model/text.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import type {
  SourceText,
  TextProvider,
  VerifiedRecord,
  VerifyResult,
  VerifyStatus,
} from '../verify/verify-evidence.ts';
import { anyTexts, flag, negatedFlag, number, text } from './input.ts';
import { defineOperation, type FileContext } from './operation.ts';

export const verifyOperation = defineOperation({
  name: 'verify',
  arguments: {
    ref: anyTexts({
      description: 'records, by reference, id, code or name; without one the whole dataset',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary: 'Check that quotes and locators are in the texts of their sources',
  options: {
    texts: text({ value: 'folder', description: 'compare with the texts in this folder (default: MINERALS_TEXTS)' }),
    online: flag('compare with the web pages; nothing else uses the network'),
    archive: negatedFlag(
      'with --online: do not ask for an archived copy of a page that is gone (service: MINERALS_ARCHIVE)',
    ),
    allowPrivate: flag('with --online: also ask hosts of a private network'),
    refresh: flag('with --online: fetch pages again that were fetched within a week'),
    timeout: number({ value: 'seconds', description: 'with --online: seconds for each page (default: 30)' }),
    all: flag('list what was found as well'),
  },
  examples: [
    { command: 'minerals verify --texts texts', description: 'the whole dataset against a folder of texts' },
    { command: 'minerals verify us-pe-mou-2026 --online', description: 'one record against the web' },
    { command: 'minerals verify --texts texts --json', description: 'each item of evidence, for a script' },
  ],
  run: async (context, { ref: refs = [], all, ...options }) => {
    const { dataset } = context;
    const { provide, notes } = await providerFor(context, options);
    const { records, notes: namingNotes } = await recordsOf(dataset, refs);
    const { verifyEvidence, countStatuses } = await import('../verify/verify-evidence.ts');
    const results = await verifyEvidence(
      records,
      (id) => {
        const entry = dataset.find(`${context.catalog.sourceType}/${id}`);
        return entry && dataset.record(entry).data;
      },
      provide,
      (done, total) => context.reportProgress(`checked ${done} of ${total} sources`),
    );
    const counts = countStatuses(results);
    return {
      output: { results, counts },
      notes: [...namingNotes, ...notes],
      exitCode: counts.missing > 0 ? 1 : 0,
      listsAll: all,
    };
  },
  view: ({ output: { results, counts }, listsAll }) => viewResults(results, counts, listsAll),
  table: ({ output: { results } }) => toResultTable(results),
});

interface VerifyOptions {
  readonly texts: string | undefined;
  readonly online: boolean;
  readonly archive: boolean;
  readonly allowPrivate: boolean;
  readonly refresh: boolean;
  readonly timeout: number | undefined;
}

interface Provider {
  readonly provide: TextProvider;
  readonly notes: readonly Note[];
}

/** Provider of the texts: a folder, the web, or the folder first if both are named. Throws UserError if neither is. */
const providerFor = async (context: FileContext, options: VerifyOptions): Promise<Provider> => {
  const { texts, online } = options;
  const isRefined = !options.archive || options.allowPrivate || options.refresh || options.timeout !== undefined;
  if (!online && isRefined)
    throw new UserError('--no-archive, --allow-private, --refresh and --timeout need --online', 'add --online');
  const folder = texts ?? (online ? undefined : context.env['MINERALS_TEXTS']);
  if (!online && !folder)
    throw new UserError(
      'verify needs the texts of the sources',
      'name a folder with --texts, or ask the web with --online',
    );
  const stored = folder === undefined || folder === '' ? undefined : await storedTexts(context, folder);
  const fetched = online ? await onlineTexts(context, options) : undefined;
  if (!stored) return { provide: fetched ?? noTexts, notes: [] };
  if (!fetched) return stored;
  return {
    provide: async (source) => {
      const text = await stored.provide(source);
      return text.kind === 'text' ? text : fetched(source);
    },
    notes: stored.notes,
  };
};

const noTexts: TextProvider = (): Promise<SourceText> => Promise.resolve({ kind: 'skipped', note: 'no text at hand' });

const storedTexts = async (context: FileContext, folder: string): Promise<Provider> => {
  const { openTextFolder } = await import('../verify/text-folder.ts');
  const { createStoredTexts } = await import('../verify/stored-texts.ts');
  const opened = openTextFolder(resolvePath(context.workingFolder, folder));
  const [first, ...others] = opened.ignored;
  const ignored = others.length === 0 ? `${first} has` : `${first} and ${pluralize(others.length, 'other file')} have`;
  return {
    provide: createStoredTexts(opened),
    notes:
      first === undefined
        ? []
        : [{ code: 'skipped', message: `${ignored} no readable header: not used`, count: opened.ignored.length }],
  };
};

const onlineTexts = async (context: FileContext, options: VerifyOptions): Promise<TextProvider> => {
  const { archive, allowPrivate, refresh, timeout } = options;
  if (timeout === 0) throw new UserError('--timeout needs at least one second', 'leave it out for 30 seconds');
  const { createOnlineTexts, ARCHIVE } = await import('../verify/online.ts');
  const { DEFAULT_LIMITS } = await import('../verify/fetch-page.ts');
  return createOnlineTexts({
    limits: {
      ...DEFAULT_LIMITS,
      ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
      ...(allowPrivate ? { refuses: () => false } : {}),
      userAgent: `minerals/${context.version ?? 'dev'} (verify; checks quotes against their sources)`,
    },
    usesArchive: archive,
    archive: context.env['MINERALS_ARCHIVE'] ?? ARCHIVE,
    cache: context.userCacheFolder,
    isFresh: refresh,
  });
};

/** The records that are named, or all. */
const recordsOf = async (
  dataset: Dataset,
  refs: readonly string[],
): Promise<{ readonly records: readonly VerifiedRecord[]; readonly notes: readonly Note[] }> => {
  const toRecord = (entry: Dataset['entries'][number]): VerifiedRecord => ({
    ref: refOf(entry),
    data: dataset.record(entry).data,
  });
  if (refs.length === 0) return { records: dataset.entries.map(toRecord), notes: [] };
  const found = await Promise.all(refs.map((ref) => resolveRecord(dataset, ref)));
  return {
    records: [...new Set(found.map(({ entry }) => entry))].map(toRecord),
    notes: found.flatMap(({ note }) => note ?? []),
  };
};

const COLUMNS = ['ref', 'evidence', 'status', 'source', 'note'] as const;

/** The items that need a look, or all of them, and the totals. */
const viewResults = (
  results: readonly VerifyResult[],
  counts: Readonly<Record<VerifyStatus, number>>,
  listsAll: boolean,
): readonly Block[] => {
  const listed = listsAll ? results : results.filter(({ status }) => status !== 'found' && status !== 'skipped');
  return [
    {
      table: {
        columns: COLUMNS.map((name) => ({ name, title: name })),
        rows: listed.map((result) => COLUMNS.map((name) => result[name])),
      },
      empty: 'nothing to report',
    },
    {
      table: {
        columns: [
          { name: 'status', title: 'status' },
          { name: 'items', title: 'items' },
        ],
        rows: Object.entries(counts).map(([status, count]) => [status, count]),
      },
    },
  ];
};

const toResultTable = (results: readonly VerifyResult[]): Table => ({
  columns: ['ref', 'evidence', 'source', 'url', 'status', 'note'].map((name) => ({ name, title: name })),
  rows: results.map(({ ref, evidence, source, url, status, note }) => [ref, evidence, source, url, status, note]),
});
