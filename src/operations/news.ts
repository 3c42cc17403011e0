import type { CommittedFile } from '../node/git.ts';
import type { StoredNews } from '../node/stored-news.ts';
import { newsFormats } from '../format/index.ts';
import type { Note } from '../core/model/note.ts';
import { isJsonObject, type DatasetRecord } from '../core/model/record.ts';
import { UserError } from '../core/model/errors.ts';
import { parseDay } from '../core/query/date-range.ts';
import { findNews } from '../core/query/news.ts';
import type { NewsItem } from '../core/model/news-item.ts';
import { date, number } from './input.ts';
import { defineFileOperation, type FileContext } from './operation.ts';
import { limitNotes } from './rows.ts';

const DEFAULT_DAYS = 30;

export const newsOperation = defineFileOperation({
  name: 'news',
  arguments: {},
  summary: 'Show what is new for readers: agreements, statements, changes of status, conflicts opened and settled',
  options: {
    since: date({ value: 'date', description: `from this day on (default: the last ${DEFAULT_DAYS} days)` }),
    limit: number({ value: 'n', description: 'show at most n items' }),
  },
  formats: newsFormats,
  examples: [
    { command: 'minerals news', description: `the last ${DEFAULT_DAYS} days` },
    { command: 'minerals news --since "last week"', description: 'for a Monday' },
    { command: 'minerals news --since 2026-11 --format markdown', description: 'for a newsletter' },
    { command: 'minerals news --format atom > feed.atom', description: 'for a feed reader' },
  ],
  run: async (context, { since, limit }) => {
    const firstDay = since === undefined ? daysBefore(context.today, DEFAULT_DAYS) : parseDay(since, '--since').from;
    if (firstDay > context.today)
      throw new UserError(`--since ${since} is in the future`, 'give a day that has passed');
    const { items, notes } = await readNews(context, firstDay);
    const shown = items.slice(0, limit);
    return { output: shown, notes: [...notes, ...limitNotes(shown.length, items.length, 'items')], firstDay };
  },
  view: ({ output, firstDay }) => [
    {
      table: {
        columns: ['date', 'kind', 'text', 'name', 'ref'].map((name) => ({ name, title: name })),
        rows: output.map(({ date, kind, text: sentence, name, ref }) => [date, kind, sentence, name, ref]),
      },
      empty: `nothing new since ${firstDay}`,
    },
  ],
});

/** The stored news from a day on, and a note if the package does not go back that far. */
const selectNews = ({ since, items }: StoredNews, firstDay: string) => {
  const notes: Note[] = [];
  const message = `the installed package has the news since ${since}; a clone of the repository has all`;
  if (firstDay < since) notes.push({ code: 'history-begins', message });
  return { items: items.filter((item) => item.date >= firstDay), notes };
};

const daysBefore = (day: string, count: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
};

/** Compares the dataset before a day with the last commit. */
const readNews = async (
  { location, catalog }: FileContext,
  firstDay: string,
): Promise<{ readonly items: readonly NewsItem[]; readonly notes: readonly Note[] }> => {
  const { readStoredNews } = await import('../node/stored-news.ts');
  const stored = readStoredNews(location.folder);
  if (stored) return selectNews(stored, firstDay);
  const git = await import('../node/git.ts');
  const { selectRecordFiles } = await import('../node/files.ts');
  const { readDocument } = await import('../core/yaml/document.ts');
  const { folder } = location;
  const notes: Note[] = [];
  const toRecords = (files: CommittedFile[]): DatasetRecord[] =>
    [...selectRecordFiles(files, catalog)].flatMap(({ type, id, bytes }) => {
      const { data } = readDocument(bytes);
      return isJsonObject(data) ? [{ type: type.name, id, data }] : [];
    });
  const head = await git.resolveCommit(folder, 'HEAD');
  const earlier = await git.findCommitBefore(folder, daysBefore(firstDay, 1)).catch(async (error: unknown) => {
    if (await git.isShallowClone(folder)) throw error;
    const message = `the history of the dataset begins after ${firstDay}, so every record is new`;
    notes.push({ code: 'all-new', message });
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
