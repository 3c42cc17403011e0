import { definedItems } from '../core/model/defined-only.ts';
import { groupBy } from '../core/model/group-by.ts';
import { parseDate, overlaps } from '../core/model/date.ts';
import { refOf } from '../core/model/record.ts';
import type { Block, Cell, ListItem } from '../core/model/block.ts';
import { runQuery } from '../core/query/filter.ts';
import { parsePeriod } from '../core/query/date-range.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { type TimelineEvent, buildTimeline } from '../core/query/timeline.ts';
import { displayName, type ValueFormat } from '../core/query/format-value.ts';
import { selection } from './filters.ts';
import { requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

export const timelineOperation = defineOperation({
  name: 'timeline',
  arguments: {
    ref: requiredText({
      description: 'country, mineral, agreement, event or other record, by reference, id or name',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary: 'Show events around a record, year by year: signatures, ratifications, statements, regulations',
  options: { conditions: selection },
  examples: [
    { command: 'minerals timeline CL --since 2023', description: 'events around Chile since 2023' },
    { command: 'minerals timeline lithium --type agreement', description: 'the agreements that name lithium' },
    { command: 'minerals timeline us-pe-mou-2026 --json', description: 'the history of one agreement' },
  ],
  run: async ({ dataset, language }, { ref, conditions }) => {
    const { entry, note } = await resolveRecord(dataset, ref);
    const { since, until, ...otherConditions } = conditions;
    const { matches, notes, requestedRefs } = await runQuery(dataset, otherConditions);
    const selected = new Set(matches.map((match) => match.entry));
    const period = parsePeriod(since, until);
    const events = buildTimeline(dataset, entry, (other) => selected.has(other)).filter(({ date }) => {
      const dateRange = parseDate(date);
      return dateRange && (!period || overlaps(dateRange, period));
    });
    const valueFormat = { dataset, language };
    return {
      output: events.map((event) => ({ ...event, name: displayName(valueFormat, event.ref) })),
      notes: [
        ...definedItems([note]),
        ...notes,
        ...searchNotes(dataset, [refOf(entry), ...requestedRefs], events.length, language),
      ],
      ref: refOf(entry),
    };
  },
  view: ({ output: events, ref }, { dataset, language }) => {
    const valueFormat = { dataset, language };
    const blocks: Block[] = [{ heading: `${displayName(valueFormat, ref)} (${ref})`, level: 1 }];
    for (const [year, ofYear] of groupBy(events, ({ date }) => [date.slice(0, 4)]))
      blocks.push({ heading: year, level: 2 }, { items: ofYear.map((event) => toEventItem(valueFormat, event)) });
    if (events.length === 0) blocks.push({ prose: 'no dated events recorded' });
    return blocks;
  },
  table: ({ output: events }) => ({
    columns: COLUMNS.map((column) => ({ name: column, title: column })),
    rows: events.map((event): Cell[] => COLUMNS.map((column) => event[column])),
  }),
});

const COLUMNS = ['date', 'what', 'by', 'name', 'ref', 'field', 'summary'] as const;

const toEventItem = (
  valueFormat: ValueFormat,
  { date, what, by, ref, summary, otherwise }: TimelineEvent,
): ListItem => {
  const actor = by === undefined ? '' : ` by ${displayName(valueFormat, by)}`;
  return {
    label: date,
    text: `${what}${actor}: ${displayName(valueFormat, ref)} (${ref})`,
    details: definedItems([summary, otherwise && `other sources: ${otherwise.join(', ')}`]),
  };
};
