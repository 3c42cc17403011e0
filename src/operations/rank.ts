import type { Dataset } from '../core/index/dataset.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { parseEnumValues } from '../core/model/enum-values.ts';
import type { Note } from '../core/model/note.ts';
import { type JsonObject, type Ref, refOf } from '../core/model/record.ts';
import type { Block, Cell, Table } from '../core/model/block.ts';
import { type RankedRow, rankSeries, numericValue, ranksOf } from '../core/query/ranking.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { type Series, readSeries } from '../core/query/series.ts';
import { displayName, type ValueFormat } from '../core/query/format-value.ts';
import { splitRef } from '../core/schema/references.ts';
import { toCandidates } from './completions.ts';
import { rankBlocks, seriesBlocks } from '../view/figures.ts';
import { knownOnOption } from './filters.ts';
import { type Completer, list, number, requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

const completeMeasures: Completer = async ({ dataset }) => toCandidates(measureNames(readAllSeries(await dataset())));

export const rankOperation = defineOperation({
  name: 'rank',
  arguments: {
    ref: requiredText({
      description: 'mineral or country, by code or a name in any language',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary:
    'Rank the countries that mine, refine or hold a mineral, or show the ranks of a country, by official figures',
  options: {
    measure: list({
      value: 'a,b',
      description: 'show only these measures: production, mine, reserves',
      completer: completeMeasures,
    }),
    limit: number({ value: 'n', description: 'show at most n ranks' }),
    knownOn: knownOnOption,
  },
  examples: [
    { command: 'minerals rank lithium', description: 'production and reserves by country, with world shares' },
    { command: 'minerals rank Kobalt --measure reserves --limit 5', description: 'the largest cobalt reserves' },
    { command: 'minerals rank Chile', description: 'production and reserves of Chile, with its world ranks' },
    { command: 'minerals rank graphite --format csv', description: 'one row per figure, for a spreadsheet' },
  ],
  run: async ({ dataset, language }, { ref: recordName, measure, limit }) => {
    const { entry, note } = await resolveRecord(dataset, recordName);
    const ref = refOf(entry);
    const allSeries = readAllSeries(dataset);
    const measures = measure && parseEnumValues('measure', measure, measureNames(allSeries));
    const candidates = allSeries.filter((series) => measures?.some((name) => series.measures.includes(name)) ?? true);
    const valueFormat = { dataset, language };
    const ownSeries = candidates.filter(({ topicRef }) => topicRef === ref);
    const groupSeries =
      ownSeries.length > 0 ? [] : candidates.filter(({ topicRef }) => entry.groups.includes(topicRef));
    const mineralSeries = [...ownSeries, ...groupSeries];
    const countryRanks = ranksOf(candidates, ref);
    const rows = [...mineralSeries.flatMap((series) => rankUpTo(series, limit)), ...countryRanks.slice(0, limit)].map(
      (figure) => toFigureData(valueFormat, figure),
    );
    const known = measureNames(allSeries.filter(({ topicRef }) => topicRef === ref || entry.groups.includes(topicRef)));
    const groups = [...new Set(groupSeries.map(({ topicRef }) => topicRef))];
    const notes: Note[] = definedItems([note]);
    if (rows.length === 0 && known.length > 0)
      notes.push({ code: 'measures', message: `measures with figures: ${known.join(', ')}` });
    // Only some measures may have figures for the member itself.
    const groupMeasures = candidates
      .filter(({ topicRef }) => ownSeries.length > 0 && entry.groups.includes(topicRef))
      .filter(({ measures: names }) => !ownSeries.some((own) => own.measures.join() === names.join()));
    for (const group of new Set(groupMeasures.map(({ topicRef }) => topicRef))) {
      const names = groupMeasures
        .filter(({ topicRef }) => topicRef === group)
        .map((series) => series.measures.join(', '));
      const message = `only for ${displayName(valueFormat, group)}, a group that includes it: ${[...new Set(names)].join('; ')}; see minerals rank ${splitRef(group)[1]}`;
      notes.push({ code: 'figures-of-group', message, refs: [group] });
    }
    for (const group of groups) {
      const ownName = displayName(valueFormat, ref);
      const message = `no figures for ${ownName} itself; showing ${displayName(valueFormat, group)}, a group that includes it`;
      notes.push({ code: 'figures-of-group', message, refs: [group] });
    }
    return { output: rows, notes, ref, mineralSeries, groupSeries, countryRanks, limit };
  },
  view: ({ output: rows, ref, mineralSeries, groupSeries, countryRanks, limit }, { dataset, language }) => {
    const valueFormat = { dataset, language };
    const blocks: Block[] = [
      { heading: rankHeading(valueFormat, ref, groupSeries), level: 1 },
      ...mineralSeries.flatMap((series) => seriesBlocks(valueFormat, series, limit)),
    ];
    if (countryRanks.length > 0) blocks.push(...rankBlocks(valueFormat, countryRanks, limit));
    if (rows.length === 0) blocks.push({ prose: 'none recorded' });
    return blocks;
  },
  table: ({ output }) => toFigureTable(output),
});

/** The record in the heading; if only its group has figures, the group, and that the record has none of its own. */
const rankHeading = (valueFormat: ValueFormat, ref: Ref, groupSeries: readonly Series[]): string => {
  const [first] = groupSeries;
  const name = displayName(valueFormat, ref);
  if (first === undefined) return `${name} (${ref})`;
  return `${displayName(valueFormat, first.topicRef)} (no figures for ${name} alone)`;
};

interface RankedFigure {
  readonly series: Series;
  readonly ranked: RankedRow;
}

const measureNames = (allSeries: readonly Series[]): string[] => [
  ...new Set(allSeries.flatMap(({ measures }) => measures)),
];

const readAllSeries = (dataset: Dataset): Series[] =>
  readSeries(
    dataset,
    dataset.entries.map((entry) => ({ entry })),
  );

/** Ranks countries up to the limit; the world total always stays. */
const rankUpTo = (series: Series, limit = Infinity): RankedFigure[] =>
  rankSeries(series)
    .filter(({ subject }, index) => subject === null || index < limit)
    .map((ranked) => ({ series, ranked }));

const toFigureData = (
  valueFormat: ValueFormat,
  { series, ranked: { subject, date, row, ...ranking } }: RankedFigure,
) => ({
  of: series.topicRef,
  series: series.measures,
  at: date,
  subject,
  name: subject === null ? null : displayName(valueFormat, subject),
  ...ranking,
  ...series.basis,
  value: numericValue(row),
  ...Object.fromEntries(FIGURE_FIELDS.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]))),
  in: series.tableRef,
});

/** Fields of a table row that describe its figure, beside its value. */
const FIGURE_FIELDS = ['qualifier', 'estimated', 'note'];

const toFigureTable = (rows: readonly JsonObject[]): Table => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: columns.map((name) => ({ name, title: name })),
    rows: rows.map((row) => columns.map((name): Cell => row[name])),
  };
};
