import type { JsonObject, Ref } from '../model/record.ts';
import { compareText } from '../model/text.ts';
import type { DataPoint, Series } from './series.ts';
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

/** A figure and the series that it belongs to. */
export interface SeriesRank {
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

/** The number of a row; 0 if it has none. */
export const numericValue = ({ value }: JsonObject): number => (typeof value === 'number' ? value : 0);
