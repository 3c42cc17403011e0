import { groupBy } from '../model/group-by.ts';
import { parseDate, overlaps } from '../model/date.ts';
import { refOf, type JsonValue } from '../model/record.ts';
import type { Block, Cell, ListItem } from '../model/result.ts';
import { runQuery } from '../query/filter.ts';
import { parsePeriod } from '../query/date-range.ts';
import { resolveRecord } from '../query/resolve.ts';
import { searchNotes } from '../query/search-log.ts';
import { type TimelineEvent, buildTimeline } from '../query/timeline.ts';
import { displayName, type ValueFormat } from '../query/format-value.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const timelineCommand: Command = {
  name: 'timeline',
  arguments: [
    {
      name: '<ref>',
      description: 'a country, a mineral, an agreement, an event, by reference, id or name',
      allowsSpaces: true,
      completes: '*',
    },
  ],
  summary: 'Show what happened around a record, year by year: who signed, ratified, said, regulated what',
  options: (catalog) => filterOptions(catalog()),
  examples: [
    { command: 'minerals timeline CL --since 2023', description: 'what happened around Chile since 2023' },
    { command: 'minerals timeline lithium --type agreement', description: 'the agreements that name lithium' },
    { command: 'minerals timeline us-pe-mou-2026 --json', description: 'the life of one agreement' },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, name);
    const { since, until, ...question } = toQueryParams(context.catalog, options);
    const { matches, notes, asked } = await runQuery(dataset, question);
    const told = new Set(matches.map((match) => match.entry));
    const period = parsePeriod(since, until);
    const found = buildTimeline(dataset, entry, (other) => told.has(other)).filter(({ date }) => {
      const days = parseDate(date);
      return days && (!period || overlaps(days, period));
    });
    const wording = { dataset, language: context.language };
    const years = groupBy(found, ({ date }) => [date.slice(0, 4)]);
    return {
      data: found.map((each): JsonValue => ({ ...each, name: displayName(wording, each.ref) })),
      view: [
        { heading: `${displayName(wording, refOf(entry))} (${refOf(entry)})`, level: 1 },
        ...[...years].flatMap(([year, all]): Block[] => [
          { heading: year, level: 2 },
          { items: all.map((each) => itemOf(wording, each)) },
        ]),
        ...(found.length === 0 ? [{ prose: 'nothing dated is recorded' }] : []),
      ],
      flat: {
        columns: COLUMNS.map((column) => ({ name: column, title: column })),
        rows: found.map(({ date, what, by, ref, field, summary }): Cell[] => [
          date,
          what,
          by,
          displayName(wording, ref),
          ref,
          field,
          summary,
        ]),
      },
      notes: [
        ...(note ? [note] : []),
        ...notes,
        ...searchNotes(dataset, [refOf(entry), ...asked], found.length, context.language),
      ],
    };
  },
};

const COLUMNS = ['date', 'what', 'by', 'name', 'ref', 'field', 'summary'];

const itemOf = (wording: ValueFormat, { date, what, by, ref, summary, otherwise }: TimelineEvent): ListItem => ({
  label: date,
  text: `${what}${by === undefined ? '' : ` by ${displayName(wording, by)}`}: ${displayName(wording, ref)} (${ref})`,
  details: [summary ?? '', otherwise ? `others say ${otherwise.join(', ')}` : ''].filter(Boolean),
});
