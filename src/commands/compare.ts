import { intervalOf } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import { isList, refOf, type Value } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { type Comparison, compare as sideBySide } from '../query/compare.ts';
import { filter } from '../query/filter.ts';
import { type Resolution, resolve } from '../query/resolve.ts';
import { nameOf } from '../query/wording.ts';
import { nameIn } from '../query/tabulate.ts';
import type { Command } from './command.ts';
import { filterOptions, questionOf } from './filters.ts';

export const compare: Command = {
  name: 'compare',
  arguments: [{ name: '<ref...>', description: 'two records or more of one type, by id, code or name' }],
  summary:
    'Show records of one type side by side: what they say, who names them, and what two lists have not in common',
  options: (catalog) => [
    { flags: '--differing', description: 'only the fields in which they differ' },
    ...filterOptions(catalog()),
  ],
  examples: [
    {
      command: 'minerals compare PE CL AR --mineral lithium',
      says: 'agreements, reserves and rules on lithium of three countries',
    },
    { command: 'minerals compare us-2022 us-2025', says: 'what was added to a list, and what removed' },
    {
      command: 'minerals compare us-pe-mou-2024 us-pe-mou-2026 --differing',
      says: 'what changed from one agreement to the next',
    },
  ],
  run: async (context, names, options) => {
    const dataset = await context.dataset();
    const found: Resolution[] = [];
    for (const name of names) found.push(await resolve(dataset, name, found[0]?.entry.type));
    const entries = [...new Set(found.map(({ entry }) => entry))];
    const type = context.catalog.type(entries[0]?.type ?? '');
    if (!type || entries.length < 2)
      throw new UserError('compare needs two records or more', 'for example: minerals compare PE CL');
    const question = questionOf(context.catalog, options);
    const { matches, notes, asked } = await filter(dataset, question);
    const day = question.validOn === undefined ? undefined : intervalOf(question.validOn);
    const wording = { dataset, language: context.language };
    const all = sideBySide(wording, type, entries, { matches, asked, day });
    const shown = options['differing'] ? all.filter(differs) : all;
    const columns = [
      { name: 'field', title: 'field' },
      ...entries.map((entry) => ({ name: refOf(entry), title: nameIn(entry, context.language) })),
    ];
    return {
      data: {
        type: type.name,
        records: entries.map(refOf),
        fields: shown.map((each) => told(entries.map(refOf), each)),
      },
      view: [
        {
          table: { columns, rows: shown.map((each): Cell[] => [each.title, ...shortened(each)]) },
          empty: all.length > 0 ? 'they do not differ' : 'none recorded',
        },
        ...shown.flatMap(changes),
      ],
      flat: { columns, rows: shown.map(({ field, texts }): Cell[] => [field, ...texts]) },
      notes: [
        ...found.flatMap(({ note }) => note ?? []),
        ...notes,
        ...shown.flatMap(({ unknown = [] }) =>
          unknown.map((ref) => `whether ${nameOf(wording, ref)} stood then is unknown`),
        ),
      ],
    };
  },
};

/** Long lists are counted where they are compared as lists: what they have not in common stands below. */
const shortened = ({ values, texts, common }: Comparison): string[] =>
  texts.map((text, at) => {
    const value = values[at];
    return common && isList(value) && text.length > LONG ? String(value.length) : text;
  });

/** Characters in a list that is told whole. */
const LONG = 200;

const differs = ({ values }: Comparison): boolean => new Set(values.map((value) => JSON.stringify(value))).size > 1;

const told = (
  refs: readonly string[],
  { field, title, values, unknown, common, added, removed }: Comparison,
): Value => ({
  field,
  title,
  values: Object.fromEntries(refs.map((ref, at) => [ref, values[at] ?? null])),
  ...(unknown ? { unknown } : {}),
  ...(common ? { common } : {}),
  ...(added && removed ? { added, removed } : {}),
});

/** What the second of two lists adds and leaves out. */
const changes = ({ title, added = [], removed = [], wordOf = String }: Comparison): Block[] => [
  ...listed(`${title}: added`, added.map(wordOf)),
  ...listed(`${title}: removed`, removed.map(wordOf)),
];

const listed = (title: string, items: readonly string[]): Block[] =>
  items.length > 0 ? [{ heading: `${title} (${items.length})`, level: 2 }, { prose: items.join(', ') }] : [];
