import type { JsonObject, Ref } from '../core/model/record.ts';
import type { Block, Cell } from '../core/model/block.ts';
import { capitalize } from '../core/model/text.ts';
import { fieldAt } from '../core/schema/catalog.ts';
import { splitRef } from '../core/schema/references.ts';
import { numericValue, type RankedRow, rankSeries, type SeriesRank } from '../core/query/ranking.ts';
import type { Series } from '../core/query/series.ts';
import { collectEvidence, creditLine } from '../core/query/evidence.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { displayName, formatPlain, type ValueFormat } from '../core/query/format-value.ts';
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

/** A rank on one line: "production, mine 2025: 92,000 t; 31.7 % of the world; 1 of 9". */
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
