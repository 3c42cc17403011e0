import type { JsonObject, Ref } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { capitalize, compareText } from '../model/text.ts';
import { fieldAt } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { DataPoint, Series } from './series.ts';
import { collectEvidence, creditLine } from './evidence.ts';
import { definedItems } from '../model/defined-only.ts';
import { displayName, formatPlain, type ValueFormat } from './format-value.ts';

/** A figure with its rank among the figures that its table lists for the same date. */
export interface RankedRow extends DataPoint {
  /** Rank from 1; null for the total, and for a single figure. */
  readonly rank: number | null;
  /** Number of figures ranked. */
  readonly among: number;
  /** Share of the total, if the table gives both exactly. Figures are rounded, so a share may exceed 1. */
  readonly share: number | null;
}

/** Ranks the figures of the last date of a series, greatest first, the total last. */
export const rankSeries = ({ points, dates }: Series): RankedRow[] => {
  const lastPoints = points.filter(({ date }) => date === dates.at(-1));
  const totals = lastPoints.filter(({ subject }) => subject === null).slice(0, 1);
  const parts = lastPoints
    .filter(({ subject }) => subject !== null)
    .toSorted((a, b) => numericValue(b.row) - numericValue(a.row));
  const totalValue = totals.filter(isExact).reduce((sum, { row }) => sum + numericValue(row), 0);
  const among = parts.length;
  // Equal figures share a rank; a single figure has none.
  const rankOf = ({ row }: DataPoint): number | null => {
    if (among <= 1) return null;
    return 1 + parts.findIndex((other) => numericValue(other.row) === numericValue(row));
  };
  const shareOf = (point: DataPoint): number | null => {
    if (totalValue <= 0 || !isExact(point)) return null;
    return roundShare(numericValue(point.row) / totalValue);
  };
  return [
    ...parts.map((point) => ({
      ...point,
      rank: rankOf(point),
      among,
      share: shareOf(point),
    })),
    ...totals.map((point) => ({ ...point, rank: null, among, share: null })),
  ];
};

/** A bound ("more than") has no share. */
const isExact = ({ row }: DataPoint): boolean => row['qualifier'] === undefined;

const roundShare = (share: number): number => Math.round(share * 1e6) / 1e6;

/** Shows a series as a table: a row for each of the greatest, with earlier figures and share, and the total last. */
export const seriesBlocks = (wording: ValueFormat, series: Series, limit = Infinity): Block[] => {
  const rankedRows = rankSeries(series);
  const parts = rankedRows.filter(({ subject }) => subject !== null);
  const producers = parts.filter(({ row }) => numericValue(row) > 0);
  const shownRows = [...producers.slice(0, limit), ...rankedRows.slice(parts.length)];
  const { dates, points } = series;
  const figureAt = (subject: Ref | null, date: string): Cell => {
    const point = points.find((candidate) => candidate.subject === subject && candidate.date === date);
    return point && toFigureCell(point.row);
  };
  const { subjectTitle, totalTitle } = seriesTitles(wording, series);
  const columns = ['#', subjectTitle, ...dates, '%', 'note'];
  const blocks: Block[] = [
    { heading: seriesTitle(series), level: 2 },
    { prose: definedItems([`in ${formatBasis(series)}`, tableSource(wording, series)]).join('; source: ') },
    {
      table: {
        columns: columns.map((title) => ({ name: title, title })),
        rows: shownRows.map(({ subject, rank, share, row }): Cell[] => [
          rank,
          subject === null ? totalTitle : displayName(wording, subject),
          ...dates.map((date) => figureAt(subject, date)),
          toPercent(share),
          figureNote(row),
        ]),
      },
    },
  ];
  if (producers.length > limit) blocks.push({ prose: `and ${producers.length - limit} more` });
  return blocks;
};

/** The source of a table: publisher, title and date. */
const tableSource = ({ dataset }: ValueFormat, { tableRef }: Series): string | undefined => {
  const entry = dataset.find(tableRef);
  const [field] = entry ? collectEvidence(dataset, dataset.record(entry)) : [];
  const [passage] = field?.evidence ?? [];
  return passage && creditLine(passage);
};

/** A figure and the series that it belongs to. */
interface SeriesRank {
  readonly series: Series;
  readonly ranked: RankedRow;
}

/** The rank of a record in each series that lists it, largest share first. */
export const ranksOf = (allSeries: readonly Series[], subjectRef: Ref): SeriesRank[] =>
  allSeries
    .flatMap((series) =>
      rankSeries(series)
        .filter(({ subject }) => subject === subjectRef)
        .map((ranked) => ({ series, ranked })),
    )
    .toSorted(compareRanks);

const compareRanks = (a: SeriesRank, b: SeriesRank): number =>
  (b.ranked.share ?? -1) - (a.ranked.share ?? -1) ||
  (a.ranked.rank ?? Infinity) - (b.ranked.rank ?? Infinity) ||
  compareText(a.series.topicRef, b.series.topicRef);

/** Shows the first `limit` ranks of a record as a table; `more` says where to find the others. */
export const rankBlocks = (
  wording: ValueFormat,
  ranks: readonly SeriesRank[],
  limit = Infinity,
  more = '',
): Block[] => {
  const [first] = ranks;
  const topicTitle = (first && seriesTitles(wording, first.series).topicTitle) ?? '';
  const columns = [topicTitle, 'what', 'date', 'figure', 'unit', '%', 'place'];
  const rows = ranks
    .slice(0, limit)
    .map(({ series, ranked: { date, row, share, rank, among } }): Cell[] => [
      displayName(wording, series.topicRef),
      series.measures.join(', '),
      date,
      toFigureCell(row),
      formatBasis(series),
      toPercent(share),
      rank === null ? '' : `${rank} of ${among}`,
    ]);
  const blocks: Block[] = [{ table: { columns: columns.map((title) => ({ name: title, title })), rows } }];
  if (ranks.length > limit) blocks.push({ prose: `and ${ranks.length - limit} more${more}` });
  return blocks;
};

/** The greatest figures of a series on one line: "Australia 92,000 (31.7 %), China 62,000 (21.4 %); World 290,000; in t". */
export const seriesLine = (wording: ValueFormat, series: Series, limit: number): string => {
  const rankedRows = rankSeries(series);
  const parts = rankedRows.filter(({ subject }) => subject !== null);
  const figures = parts
    .slice(0, limit)
    .map((ranked) => formatRankedRow(displayName(wording, ranked.subject ?? ''), ranked));
  if (parts.length > limit) figures.push(`and ${parts.length - limit} more`);
  const { totalTitle } = seriesTitles(wording, series);
  const totals = rankedRows.slice(parts.length).map((ranked) => {
    const note = figureNote(ranked.row);
    return `${formatRankedRow(totalTitle, ranked)}${note && ` (${note})`}`;
  });
  return [figures.join(', '), ...totals, `in ${formatBasis(series)}`].filter(Boolean).join('; ');
};

const formatRankedRow = (name: string, { row, share }: RankedRow): string => {
  const parts = [name, formatPlain(toFigureCell(row))];
  if (share !== null) parts.push(`(${toPercent(share)} %)`);
  return parts.filter(Boolean).join(' ');
};

/** A rank on one line: "production, mine 2025: 92,000 t, 31.7 % of the world, 1 of 9". */
export const formatRank = ({ series, ranked: { date, row, share, rank, among } }: SeriesRank): string => {
  const figure = `${series.measures.join(', ')} ${date}: ${formatPlain(toFigureCell(row))} ${formatBasis(series)}`;
  const parts = [figure];
  if (share !== null) parts.push(`${toPercent(share)} % of the world`);
  if (rank !== null) parts.push(`${rank} of ${among}`);
  return parts.join('; ');
};

/** Title of a series with its last date: "Production, mine, 2025". */
export const seriesTitle = ({ measures, dates }: Series): string =>
  capitalize([...measures, dates.at(-1) ?? ''].join(', '));

/** Unit and basis of the figures: "t, lithium content". */
const formatBasis = ({ basis }: Series): string => Object.values(basis).map(formatPlain).join(', ');

/** Titles from the schema of the table: of its topic, of the column of subjects, and of the total. */
const seriesTitles = (
  { dataset }: ValueFormat,
  series: Series,
): { topicTitle: string; subjectTitle: string; totalTitle: string } => {
  const schema = dataset.catalog.type(splitRef(series.tableRef)[0])?.schema ?? {};
  const rowRule = schema['x-rows'];
  const titleAt = (path: readonly string[]): string => fieldAt(schema, path)?.title ?? '';
  return {
    topicTitle: titleAt([rowRule?.of ?? '']),
    subjectTitle: titleAt([rowRule?.in ?? '', '0', rowRule?.subject ?? '']),
    totalTitle: rowRule?.whole ?? '',
  };
};

/** The number itself, or text with its qualifier: "more than 1,200". */
const toFigureCell = ({ qualifier, value }: JsonObject): string | number => {
  if (qualifier === undefined && typeof value === 'number') return value;
  return [qualifier, value].map(formatPlain).filter(Boolean).join(' ');
};

/** Converts a share to percent with one decimal; tiny shares keep their first significant digit. */
const toPercent = (share: number | null): number | null => {
  if (share === null) return null;
  const percent = share * 100;
  if (percent < 0.1) return Number(percent.toPrecision(1));
  return Number(percent.toFixed(1));
};

/** Remarks on a figure: estimated, what it excludes. */
const figureNote = ({ estimated, note }: JsonObject): string =>
  [estimated === true ? 'estimated' : '', formatPlain(note)].filter(Boolean).join(', ');

/** The number of a row; 0 if it has none. */
export const numericValue = ({ value }: JsonObject): number => (typeof value === 'number' ? value : 0);
