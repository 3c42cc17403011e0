import type { CommittedFile } from '../node/git.ts';
import { newsFormats } from '../format/index.ts';
import { isJsonObject, type DatasetRecord, type JsonValue } from '../core/model/record.ts';
import { UserError } from '../core/model/errors.ts';
import { parseDay } from '../core/query/date-range.ts';
import { findNews, type NewsItem } from '../core/query/news.ts';
import type { Command, CommandContext } from './command.ts';

const DEFAULT_DAYS = 30;

export const newsCommand: Command = {
  name: 'news',
  arguments: [],
  summary: 'Show what is new for readers: agreements, statements, changes of status, conflicts opened and settled',
  options: () => [
    { flags: '--since <date>', description: `from this day on (default: the last ${DEFAULT_DAYS} days)` },
    { flags: '--limit <n>', description: 'show at most n items', isNumber: true },
  ],
  formats: newsFormats,
  examples: [
    { command: 'minerals news', description: `the last ${DEFAULT_DAYS} days` },
    { command: 'minerals news --since 2026-11 --format markdown', description: 'for a newsletter' },
    { command: 'minerals news --format atom > feed.atom', description: 'for a feed reader' },
  ],
  usesNoDataset: true,
  run: async (context, _, options) => {
    const { since, limit } = options as { since?: string; limit?: number };
    const firstDay = since === undefined ? daysBefore(context.today, DEFAULT_DAYS) : parseDay(since, '--since').from;
    if (firstDay > context.today)
      throw new UserError(`--since ${since} is in the future`, 'give a day that has passed');
    const { items, notes } = await readNews(context, firstDay);
    const shown = items.slice(0, limit);
    if (shown.length < items.length) notes.push(`${shown.length} of ${items.length} items shown`);
    const columns = ['date', 'kind', 'text', 'name', 'ref'].map((name) => ({ name, title: name }));
    const rows = shown.map(({ date, kind, text, name, ref }) => [date, kind, text, name, ref]);
    return {
      data: shown.map((item): JsonValue => ({ ...item })),
      view: [{ table: { columns, rows }, empty: `nothing new since ${firstDay}` }],
      notes,
    };
  },
};

const daysBefore = (day: string, count: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
};

/** Compares the dataset before a day with the last commit. */
const readNews = async (
  { location, catalog }: CommandContext,
  firstDay: string,
): Promise<{ readonly items: readonly NewsItem[]; readonly notes: string[] }> => {
  const git = await import('../node/git.ts');
  const { selectRecordFiles } = await import('../node/files.ts');
  const { readDocument } = await import('../core/yaml/document.ts');
  const { folder } = location;
  const notes: string[] = [];
  const toRecords = (files: CommittedFile[]): DatasetRecord[] =>
    [...selectRecordFiles(files, catalog)].flatMap(({ type, id, bytes }) => {
      const { data } = readDocument(bytes);
      return isJsonObject(data) ? [{ type: type.name, id, data }] : [];
    });
  const head = await git.resolveCommit(folder, 'HEAD');
  const earlier = await git.findCommitBefore(folder, daysBefore(firstDay, 1)).catch(async (error: unknown) => {
    if (await git.isShallowClone(folder)) throw error;
    notes.push(`the history of the dataset begins after ${firstDay}, so every record is new`);
    return undefined;
  });
  const after = toRecords(await git.readCommitFiles(folder, head));
  // A package installed in another project is inside that project's repository, which has no history of the dataset.
  if (after.length === 0)
    throw new UserError(`the repository around ${folder} has no records`, 'run the command in a clone of the dataset');
  const before = earlier === undefined ? [] : toRecords(await git.readCommitFiles(folder, earlier));
  const dates = await git.readChangeDates(folder, earlier);
  const dateOf = (ref: string): string => {
    const [typeName = '', id = ''] = ref.split('/');
    return dates.get(`${catalog.type(typeName)?.folder}/${id}.yaml`) ?? firstDay;
  };
  return { items: findNews(catalog, before, after, dateOf), notes };
};
