import type { Data, Ref } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { capital } from '../model/text.ts';
import { fieldAt } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import type { Point, Series } from './series.ts';
import { nameOf, said, type Wording } from './wording.ts';

/** A figure with its place among those that its table lists for the same date. */
export interface Ranked extends Point {
  /** From 1; null for the whole, and where there is nothing to be held against. */
  readonly rank: number | null;
  /** How many are listed. */
  readonly among: number;
  /** The part of the whole, where the table tells both exactly; as figures are rounded, parts may exceed it. */
  readonly share: number | null;
}

/** The figures of the last date of a series, the greatest first, the whole at the end. */
export const ranking = ({ points, dates }: Series): Ranked[] => {
  const last = points.filter(({ at }) => at === dates.at(-1));
  const whole = last.filter(({ subject }) => subject === null).slice(0, 1);
  const parts = last.filter(({ subject }) => subject !== null).toSorted((a, b) => valueOf(b.row) - valueOf(a.row));
  // Of limits no parts can be told.
  const exact = ({ row }: Point): boolean => row['qualifier'] === undefined;
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
export const seriesBlocks = (wording: Wording, series: Series, limit = Infinity): Block[] => {
  const ranked = ranking(series);
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
    { heading: titleOf(series), level: 2 },
    { prose: `in ${alikeIn(series)}` },
    {
      table: {
        columns: columns.map((title) => ({ name: title, title })),
        rows: shown.map(({ subject, rank, share, row }): Cell[] => [
          rank,
          subject === null ? whole : nameOf(wording, subject),
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
export const standings = (all: readonly Series[], own: Ref): { readonly series: Series; readonly ranked: Ranked }[] =>
  all
    .flatMap((series) =>
      ranking(series)
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
  wording: Wording,
  found: ReturnType<typeof standings>,
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
            nameOf(wording, series.of),
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
export const seriesLine = (wording: Wording, series: Series, limit: number): string => {
  const ranked = ranking(series);
  const told = (name: string, { row, share }: Ranked): string =>
    [name, said(numberOf(row)), share === null ? '' : `(${percent(share)} %)`].filter(Boolean).join(' ');
  const parts = ranked.filter(({ subject }) => subject !== null);
  const whole = ranked.slice(parts.length).map((each) => {
    const note = noteOf(each.row);
    return `${told(wordsOf(wording, series).whole, each)}${note ? ` (${note})` : ''}`;
  });
  const greatest = parts.slice(0, limit).map((each) => told(nameOf(wording, each.subject ?? ''), each));
  const left = parts.length > limit ? [`and ${parts.length - limit} more`] : [];
  return [[...greatest, ...left].join(', '), ...whole, `in ${alikeIn(series)}`].filter(Boolean).join('; ');
};

/** What a series is of, with its last date: "Production, mine, 2025". */
export const titleOf = ({ series, dates }: Series): string => capital([...series, dates.at(-1) ?? ''].join(', '));

/** In what its figures are: "t, lithium content". */
const alikeIn = ({ alike }: Series): string => Object.values(alike).map(said).join(', ');

/** What its schema calls what a series is about, whose figures it has, and the whole of them. */
const wordsOf = ({ dataset }: Wording, series: Series): { ofTitle: string; subjectTitle: string; whole: string } => {
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
const numberOf = ({ qualifier, value }: Data): string | number =>
  qualifier === undefined && typeof value === 'number' ? value : [qualifier, value].map(said).filter(Boolean).join(' ');

/** A part of a whole in percent, to a tenth; the smallest to their first digit. */
const percent = (share: number | null): number | null =>
  share === null ? null : Number(share < 0.001 ? (share * 100).toPrecision(1) : (share * 100).toFixed(1));

/** What else is said of a figure: that it is estimated, what it leaves out. */
const noteOf = ({ estimated, note }: Data): string =>
  [estimated === true ? 'estimated' : '', said(note)].filter(Boolean).join(', ');

const valueOf = ({ value }: Data): number => (typeof value === 'number' ? value : 0);
