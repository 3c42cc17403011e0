import type { JsonObject, Ref } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import { fieldAt } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { DataPoint, Series } from './series.ts';
import { displayName, formatPlain, type ValueFormat } from './format-value.ts';

/** A figure with its place among those that its table lists for the same date. */
export interface RankedRow extends DataPoint {
  /** From 1; null for the whole, and where there is nothing to be held against. */
  readonly rank: number | null;
  /** How many are listed. */
  readonly among: number;
  /** The part of the whole, where the table tells both exactly; as figures are rounded, parts may exceed it. */
  readonly share: number | null;
}

/** The figures of the last date of a series, the greatest first, the whole at the end. */
export const rankCountries = ({ points, dates }: Series): RankedRow[] => {
  const last = points.filter(({ at }) => at === dates.at(-1));
  const whole = last.filter(({ subject }) => subject === null).slice(0, 1);
  const parts = last.filter(({ subject }) => subject !== null).toSorted((a, b) => valueOf(b.row) - valueOf(a.row));
  // Of limits no parts can be told.
  const exact = ({ row }: DataPoint): boolean => row['qualifier'] === undefined;
  const sum = whole.filter(exact).reduce((total, { row }) => total + valueOf(row), 0);
  const among = parts.length;
  return [
    ...parts.map((point) => ({
      ...point,
      // Equal figures share a place.
      rank: among > 1 ? 1 + parts.findIndex(({ row }) => valueOf(row) === valueOf(point.row)) : null,
      among,
      share: sum > 0 && exact(point) ? Math.round((valueOf(point.row) / sum) * 1e6) / 1e6 : null,
    })),
    ...whole.map((point) => ({ ...point, rank: null, among, share: null })),
  ];
};

/** A series as a table: a row for each of the greatest, with its earlier figures and its part of the whole, which stands last. */
export const seriesBlocks = (wording: ValueFormat, series: Series, limit = Infinity): Block[] => {
  const ranked = rankCountries(series);
  const parts = ranked.filter(({ subject }) => subject !== null);
  const shown = [...parts.slice(0, limit), ...ranked.slice(parts.length)];
  const { dates, points } = series;
  const figureAt = (subject: Ref | null, date: string): Cell => {
    const point = points.find((each) => each.subject === subject && each.at === date);
    return point && numberOf(point.row);
  };
  const { subjectTitle, whole } = wordsOf(wording, series);
  const columns = ['#', subjectTitle, ...dates, '%', 'note'];
  return [
    { heading: seriesTitle(series), level: 2 },
    { prose: `in ${alikeIn(series)}` },
    {
      table: {
        columns: columns.map((title) => ({ name: title, title })),
        rows: shown.map(({ subject, rank, share, row }): Cell[] => [
          rank,
          subject === null ? whole : displayName(wording, subject),
          ...dates.map((date) => figureAt(subject, date)),
          percent(share),
          noteOf(row),
        ]),
      },
    },
    ...(parts.length > limit ? [{ prose: `and ${parts.length - limit} more` }] : []),
  ];
};

/** Where a record stands in each of some series, the greatest parts of the whole first. */
export const rankOfCountry = (
  all: readonly Series[],
  own: Ref,
): { readonly series: Series; readonly ranked: RankedRow }[] =>
  all
    .flatMap((series) =>
      rankCountries(series)
        .filter(({ subject }) => subject === own)
        .map((ranked) => ({ series, ranked })),
    )
    .toSorted(
      (a, b) =>
        (b.ranked.share ?? -1) - (a.ranked.share ?? -1) ||
        (a.ranked.rank ?? Infinity) - (b.ranked.rank ?? Infinity) ||
        (a.series.of < b.series.of ? -1 : 1),
    );

/** The same as a table, the first `limit` of them; `more` says where the others are. */
export const standingBlocks = (
  wording: ValueFormat,
  found: ReturnType<typeof rankOfCountry>,
  limit = Infinity,
  more = '',
): Block[] => {
  const [first] = found;
  const columns = [first ? wordsOf(wording, first.series).ofTitle : '', 'what', 'date', 'figure', 'unit', '%', 'place'];
  return [
    {
      table: {
        columns: columns.map((title) => ({ name: title, title })),
        rows: found
          .slice(0, limit)
          .map(({ series, ranked: { at, row, share, rank, among } }): Cell[] => [
            displayName(wording, series.of),
            series.series.join(', '),
            at,
            numberOf(row),
            alikeIn(series),
            percent(share),
            rank === null ? '' : `${rank} of ${among}`,
          ]),
      },
    },
    ...(found.length > limit ? [{ prose: `and ${found.length - limit} more${more}` }] : []),
  ];
};

/** The greatest of a series in a line: "Australia 92,000 (31.7 %), China 62,000 (21.4 %); World 290,000; in t". */
export const seriesLine = (wording: ValueFormat, series: Series, limit: number): string => {
  const ranked = rankCountries(series);
  const told = (name: string, { row, share }: RankedRow): string =>
    [name, formatPlain(numberOf(row)), share === null ? '' : `(${percent(share)} %)`].filter(Boolean).join(' ');
  const parts = ranked.filter(({ subject }) => subject !== null);
  const whole = ranked.slice(parts.length).map((each) => {
    const note = noteOf(each.row);
    return `${told(wordsOf(wording, series).whole, each)}${note ? ` (${note})` : ''}`;
  });
  const greatest = parts.slice(0, limit).map((each) => told(displayName(wording, each.subject ?? ''), each));
  const left = parts.length > limit ? [`and ${parts.length - limit} more`] : [];
  return [[...greatest, ...left].join(', '), ...whole, `in ${alikeIn(series)}`].filter(Boolean).join('; ');
};

/** What a series is of, with its last date: "Production, mine, 2025". */
export const seriesTitle = ({ series, dates }: Series): string =>
  capitalize([...series, dates.at(-1) ?? ''].join(', '));

/** In what its figures are: "t, lithium content". */
const alikeIn = ({ alike }: Series): string => Object.values(alike).map(formatPlain).join(', ');

/** What its schema calls what a series is about, whose figures it has, and the whole of them. */
const wordsOf = (
  { dataset }: ValueFormat,
  series: Series,
): { ofTitle: string; subjectTitle: string; whole: string } => {
  const schema = dataset.catalog.type(splitRef(series.in)[0])?.schema ?? {};
  const rule = schema['x-rows'];
  const titleAt = (path: readonly string[]): string => fieldAt(schema, path)?.title ?? '';
  return {
    ofTitle: titleAt([rule?.of ?? '']),
    subjectTitle: titleAt([rule?.in ?? '', '0', rule?.subject ?? '']),
    whole: rule?.whole ?? '',
  };
};

/** A number, after what limits it. */
const numberOf = ({ qualifier, value }: JsonObject): string | number =>
  qualifier === undefined && typeof value === 'number'
    ? value
    : [qualifier, value].map(formatPlain).filter(Boolean).join(' ');

/** A part of a whole in percent, to a tenth; the smallest to their first digit. */
const percent = (share: number | null): number | null =>
  share === null ? null : Number(share < 0.001 ? (share * 100).toPrecision(1) : (share * 100).toFixed(1));

/** What else is said of a figure: that it is estimated, what it leaves out. */
const noteOf = ({ estimated, note }: JsonObject): string =>
  [estimated === true ? 'estimated' : '', formatPlain(note)].filter(Boolean).join(', ');

const valueOf = ({ value }: JsonObject): number => (typeof value === 'number' ? value : 0);
