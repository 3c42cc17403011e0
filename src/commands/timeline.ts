import { group } from '../model/group.ts';
import { intervalOf, overlaps } from '../model/date.ts';
import { refOf, type Value } from '../model/record.ts';
import type { Block, Cell, Item } from '../model/result.ts';
import { filter } from '../query/filter.ts';
import { periodOf } from '../query/period.ts';
import { resolve } from '../query/resolve.ts';
import { searched } from '../query/sweeps.ts';
import { type Happening, timelineOf } from '../query/timeline.ts';
import { nameOf, type Wording } from '../query/wording.ts';
import type { Command } from './command.ts';
import { filterOptions, questionOf } from './filters.ts';

export const timeline: Command = {
  name: 'timeline',
  arguments: [
    {
      name: '<ref>',
      description: 'a country, a mineral, an agreement, an event, by reference, id or name',
      blanks: true,
      completes: '*',
    },
  ],
  summary: 'Show what happened around a record, year by year: who signed, ratified, said, regulated what',
  options: (catalog) => filterOptions(catalog()),
  examples: [
    { command: 'minerals timeline CL --since 2023', says: 'what happened around Chile since 2023' },
    { command: 'minerals timeline lithium --type agreement', says: 'the agreements that name lithium' },
    { command: 'minerals timeline us-pe-mou-2026 --json', says: 'the life of one agreement' },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolve(dataset, name);
    const { since, until, ...question } = questionOf(context.catalog, options);
    const { matches, notes, asked } = await filter(dataset, question);
    const told = new Set(matches.map((match) => match.entry));
    const period = periodOf(since, until);
    const found = timelineOf(dataset, entry, (other) => told.has(other)).filter(({ date }) => {
      const days = intervalOf(date);
      return days && (!period || overlaps(days, period));
    });
    const wording = { dataset, language: context.language };
    const years = group(found, ({ date }) => [date.slice(0, 4)]);
    return {
      data: found.map((each): Value => ({ ...each, name: nameOf(wording, each.ref) })),
      view: [
        { heading: `${nameOf(wording, refOf(entry))} (${refOf(entry)})`, level: 1 },
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
          nameOf(wording, ref),
          ref,
          field,
          summary,
        ]),
      },
      notes: [
        ...(note ? [note] : []),
        ...notes,
        ...searched(dataset, [refOf(entry), ...asked], found.length, context.language),
      ],
    };
  },
};

const COLUMNS = ['date', 'what', 'by', 'name', 'ref', 'field', 'summary'];

const itemOf = (wording: Wording, { date, what, by, ref, summary, otherwise }: Happening): Item => ({
  label: date,
  text: `${what}${by === undefined ? '' : ` by ${nameOf(wording, by)}`}: ${nameOf(wording, ref)} (${ref})`,
  details: [summary ?? '', otherwise ? `others say ${otherwise.join(', ')}` : ''].filter(Boolean),
});
