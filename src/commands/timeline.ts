import { definedItems } from '../core/model/defined-only.ts';
import { groupBy } from '../core/model/group-by.ts';
import { parseDate, overlaps } from '../core/model/date.ts';
import { refOf, type JsonValue } from '../core/model/record.ts';
import type { Block, Cell, ListItem } from '../core/model/result.ts';
import { runQuery } from '../core/query/filter.ts';
import { parsePeriod } from '../core/query/date-range.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { type TimelineEvent, buildTimeline } from '../core/query/timeline.ts';
import { displayName, type ValueFormat } from '../core/query/format-value.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const timelineCommand: Command = {
  name: 'timeline',
  arguments: [
    {
      name: '<ref>',
      description: 'country, mineral, agreement, event or other record, by reference, id or name',
      allowsSpaces: true,
      completer: '*',
    },
  ],
  summary: 'Show events around a record, year by year: signatures, ratifications, statements, regulations',
  options: (catalog) => filterOptions(catalog()),
  examples: [
    { command: 'minerals timeline CL --since 2023', description: 'events around Chile since 2023' },
    { command: 'minerals timeline lithium --type agreement', description: 'the agreements that name lithium' },
    { command: 'minerals timeline us-pe-mou-2026 --json', description: 'the history of one agreement' },
  ],
  run: async (context, [recordName = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, recordName);
    const { since, until, ...params } = toQueryParams(context.catalog, options);
    const { matches, notes, requestedRefs } = await runQuery(dataset, params);
    const selected = new Set(matches.map((match) => match.entry));
    const period = parsePeriod(since, until);
    const events = buildTimeline(dataset, entry, (other) => selected.has(other)).filter(({ date }) => {
      const dateRange = parseDate(date);
      return dateRange && (!period || overlaps(dateRange, period));
    });
    const valueFormat = { dataset, language: context.language };
    const eventsByYear = groupBy(events, ({ date }) => [date.slice(0, 4)]);
    const view: Block[] = [{ heading: `${displayName(valueFormat, refOf(entry))} (${refOf(entry)})`, level: 1 }];
    for (const [year, ofYear] of eventsByYear)
      view.push({ heading: year, level: 2 }, { items: ofYear.map((event) => toEventItem(valueFormat, event)) });
    if (events.length === 0) view.push({ prose: 'no dated events recorded' });
    return {
      data: events.map((event): JsonValue => ({ ...event, name: displayName(valueFormat, event.ref) })),
      view,
      flatTable: {
        columns: COLUMNS.map((column) => ({ name: column, title: column })),
        rows: events.map(({ date, what, by, ref, field, summary }): Cell[] => [
          date,
          what,
          by,
          displayName(valueFormat, ref),
          ref,
          field,
          summary,
        ]),
      },
      notes: [
        ...definedItems([note]),
        ...notes,
        ...searchNotes(dataset, [refOf(entry), ...requestedRefs], events.length, context.language),
      ],
    };
  },
};

const COLUMNS = ['date', 'what', 'by', 'name', 'ref', 'field', 'summary'];

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
