import type { Dataset } from '../dataset/dataset.ts';
import { parseEnumValues } from '../model/enum-values.ts';
import { type JsonObject, refOf } from '../model/record.ts';
import type { Block, Cell, Table } from '../model/result.ts';
import { type RankedRow, rankCountries, seriesBlocks, standingBlocks, rankOfCountry } from '../query/ranking.ts';
import { resolveRecord } from '../query/resolve.ts';
import { type Series, readSeries } from '../query/series.ts';
import { displayName, type ValueFormat } from '../query/format-value.ts';
import type { Command, Completer } from './command.ts';
import { KNOWN_ON_OPTION } from './filters.ts';

/** What the tables measure. */
const ofSeries: Completer = async ({ dataset }) =>
  kindsOf(tablesIn(await dataset())).map((value) => ({ value, says: '' }));

export const rankCommand: Command = {
  name: 'rank',
  arguments: [
    {
      name: '<ref>',
      description: 'a mineral, or a country, by code or a name in any language',
      allowsSpaces: true,
      completes: '*',
    },
  ],
  summary: 'Show who mines, refines and holds most of a mineral, or where a country stands, by official figures',
  options: () => [
    {
      flags: '--measure <a,b>',
      description: 'only what is so called: production, mine, reserves',
      list: true,
      completes: ofSeries,
    },
    { flags: '--limit <n>', description: 'at most so many places', number: true },
    KNOWN_ON_OPTION,
  ],
  examples: [
    { command: 'minerals rank lithium', description: 'production and reserves by country, with parts of the world' },
    { command: 'minerals rank Kobalt --measure reserves --limit 5', description: 'who holds most cobalt' },
    { command: 'minerals rank Chile', description: 'what Chile mines and holds, and its place in the world' },
    { command: 'minerals rank graphite --format csv', description: 'a row for each figure, for a spreadsheet' },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, name);
    const { measure, limit } = options as { measure?: readonly string[]; limit?: number };
    const own = refOf(entry);
    const all = tablesIn(dataset);
    const kinds = measure && parseEnumValues('measure', measure, kindsOf(all));
    const asked = all.filter(({ series }) => kinds?.some((kind) => series.includes(kind)) ?? true);
    const wording = { dataset, language: context.language };
    const about = asked.filter(({ of }) => of === own);
    const within = about.length > 0 ? [] : asked.filter(({ of }) => entry.groups.includes(of));
    const tables = [...about, ...within];
    const places = rankOfCountry(asked, own);
    const rows = [...tables.flatMap((series) => ranked(series, limit)), ...places.slice(0, limit)].map((each) =>
      told(wording, each),
    );
    return {
      data: rows,
      view: [
        { heading: `${displayName(wording, own)} (${own})`, level: 1 },
        ...tables.flatMap((series) => seriesBlocks(wording, series, limit)),
        ...(places.length > 0 ? standingBlocks(wording, places, limit) : []),
        ...(rows.length === 0 ? [{ prose: 'none recorded' }] : []),
      ] satisfies Block[],
      flat: tableOf(rows),
      notes: [
        ...(note ? [note] : []),
        ...[...new Set(within.map(({ of }) => of))].map(
          (of) =>
            `no figures of ${displayName(wording, own)} alone; these are of ${displayName(wording, of)}, a group of it`,
        ),
      ],
    };
  },
};

interface Shown {
  readonly series: Series;
  readonly ranked: RankedRow;
}

const kindsOf = (all: readonly Series[]): string[] => [...new Set(all.flatMap(({ series }) => series))];

const tablesIn = (dataset: Dataset): Series[] =>
  readSeries(
    dataset,
    dataset.entries.map((entry) => ({ entry })),
  );

const ranked = (series: Series, limit = Infinity): Shown[] =>
  rankCountries(series)
    .filter(({ subject }, index) => subject === null || index < limit)
    .map((each) => ({ series, ranked: each }));

const told = (wording: ValueFormat, { series, ranked: { subject, at, row, ...place } }: Shown): JsonObject => ({
  of: series.of,
  series: series.series,
  at,
  subject,
  name: subject === null ? null : displayName(wording, subject),
  ...place,
  ...series.alike,
  ...Object.fromEntries(FIGURE.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]))),
  in: series.in,
});

/** What a row says of its figure. */
const FIGURE = ['value', 'qualifier', 'estimated', 'note'];

const tableOf = (rows: readonly JsonObject[]): Table => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: columns.map((name) => ({ name, title: name })),
    rows: rows.map((row) => columns.map((name): Cell => row[name])),
  };
};
