import type { Entry } from '../core/index/dataset.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import { groupBy } from '../core/model/group-by.ts';
import { fromDotted } from '../core/model/pointer.ts';
import { refOf, type Ref } from '../core/model/record.ts';
import type { Block, Cell, ListItem } from '../core/model/block.ts';
import { capitalize, compareText, pluralize } from '../core/model/text.ts';
import { assertsAnything } from '../core/schema/assertions.ts';
import { splitRef } from '../core/schema/references.ts';
import { findConflicts } from '../core/query/conflicts.ts';
import type { RelatedReferrer } from '../core/query/find-referrers.ts';
import { displayName, formatPlain, formatValueAt, type ValueFormat } from '../core/query/format-value.ts';
import { ranksOf } from '../core/query/ranking.ts';
import { formatRank, seriesLine, seriesTitle } from './figures.ts';
import { readSeries } from '../core/query/series.ts';
import { buildTimeline } from '../core/query/timeline.ts';

/** Maximum numbers on the first page. */
const MAX_FACTS = 5;
const MAX_RANKS = 3;
const MAX_PRODUCERS = 3;
const MAX_EVENTS = 3;
const MAX_CONFLICTS = 3;

/** The record of a briefing, with its referrers and the fields of its tables. */
interface FirstPageContext extends ValueFormat {
  readonly entry: Entry;
  /** Current date, YYYY-MM-DD: later events are plans. */
  readonly today: string;
  readonly referrers: readonly RelatedReferrer[];
  /** Fields of the record that its type shows in tables, with their values. */
  readonly fields: readonly (readonly [label: string, value: Cell])[];
}

/** The first page of a briefing: up to five facts, ranks, the latest three events and open conflicts. */
export const firstPageBlocks = (context: FirstPageContext): Block[] => {
  const facts = [...context.fields, ...countFacts(context)].slice(0, MAX_FACTS);
  const items = [...rankItems(context), ...conflictItems(context)];
  const events = latestEvents(context);
  const blocks: Block[] = [{ heading: 'At a glance', level: 2 }, { fields: facts }];
  if (items.length > 0) blocks.push({ items });
  if (events.length > 0) blocks.push({ prose: 'Latest events:' }, { items: events });
  return blocks;
};

/** The number of referring records of each type, with the newest of them. */
const countFacts = ({ dataset, referrers, language }: FirstPageContext): [label: string, value: string][] => {
  const entriesByType = groupBy([...new Set(referrers.map(({ ref }) => ref))], (ref) => [splitRef(ref)[0]]);
  return dataset.catalog.types.flatMap(({ name, folder, schema }): [string, string][] => {
    const refs = entriesByType.get(name) ?? [];
    if (refs.length === 0 || schema['x-rows'] || !assertsAnything(schema)) return [];
    const newest = refs.flatMap((ref) => dataset.find(ref) ?? []).toSorted(compareNewest)[0];
    const title = capitalize(folder.replaceAll('-', ' '));
    if (newest?.date === undefined) return [[title, String(refs.length)]];
    const newestName = displayName({ dataset, language }, refOf(newest));
    return [[title, `${refs.length}; the newest: ${newestName} (${newest.date})`]];
  });
};

const compareNewest = (a: Entry, b: Entry): number => compareText(b.date ?? '', a.date ?? '');

/** The greatest figures of a topic, or the best ranks of a subject. */
const rankItems = (context: FirstPageContext): ListItem[] => {
  const { dataset, entry, referrers } = context;
  const ownRef = refOf(entry);
  const tables = [...new Set(referrers.map(({ ref }) => ref))].flatMap((ref) => dataset.find(ref) ?? []);
  const allSeries = readSeries(
    dataset,
    tables.map((table) => ({ entry: table })),
  );
  const ownSeries = allSeries.filter(({ topicRef }) => topicRef === ownRef).slice(0, MAX_RANKS);
  const ranks = ranksOf(allSeries, ownRef).slice(0, MAX_RANKS);
  return [
    ...ownSeries.map((series) => ({
      label: seriesTitle(series),
      text: seriesLine(context, series, MAX_PRODUCERS),
    })),
    ...ranks.map((rank) => ({
      label: displayName(context, rank.series.topicRef),
      text: formatRank(rank),
    })),
  ];
};

const latestEvents = (context: FirstPageContext): ListItem[] => {
  const { dataset, entry, today } = context;
  const events = buildTimeline(dataset, entry, () => true).filter(({ date }) => date <= today);
  return events
    .toReversed()
    .slice(0, MAX_EVENTS)
    .map(({ date, what, ref }) => ({ label: date, text: `${what}: ${displayName(context, ref)}` }));
};

/** The number of fields about which sources disagree, in the record and in those that refer to it, and the first ones. */
const conflictItems = (context: FirstPageContext): ListItem[] => {
  const { dataset, entry, referrers } = context;
  const refs = new Set<Ref>([refOf(entry), ...referrers.map(({ ref }) => ref)]);
  const conflicts = [...refs]
    .flatMap((ref) => dataset.find(ref) ?? [])
    .flatMap((candidate) => findConflicts(dataset, candidate).conflicts);
  if (conflicts.length === 0) return [];
  const examples = conflicts.slice(0, MAX_CONFLICTS).map(({ ref, field, sides }) => {
    const candidate = dataset.find(ref);
    const values = sides.map(({ value }) => {
      if (!candidate) return formatPlain(value);
      return formatValueAt({ ...context, isPlain: true }, dataset.record(candidate), fromDotted(field), value);
    });
    return `${displayName(context, ref)}, ${field.replaceAll('.', ' ')}: ${values.join(' or ')}`;
  });
  return [
    definedOnly({
      label: 'Open conflicts',
      text: `sources disagree about ${pluralize(conflicts.length, 'field')}`,
      details: conflicts.length > MAX_CONFLICTS ? [...examples, 'and others'] : examples,
    }),
  ];
};
