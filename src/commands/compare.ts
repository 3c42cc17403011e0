import { parseDate } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import { isList, type Ref, refOf, type JsonValue } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { type Comparison, compareRecords as sideBySide, latestOf } from '../query/compare.ts';
import { runQuery } from '../query/filter.ts';
import type { ListOverlap } from '../query/list-overlap.ts';
import { type Resolution, resolveRecord } from '../query/resolve.ts';
import { displayName } from '../query/format-value.ts';
import { nameInLanguage } from '../query/tabulate.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const compareCommand: Command = {
  name: 'compare',
  arguments: [
    { name: '<ref...>', description: 'two records or more of one type, by id, code or name', completes: '*' },
  ],
  summary:
    'Show records of one type side by side: what they say, who names them, what lists have in common and what not',
  options: (catalog) => [
    { flags: '--differing', description: 'only the fields in which they differ' },
    ...filterOptions(catalog()),
  ],
  examples: [
    {
      command: 'minerals compare PE CL AR --mineral lithium',
      description: 'agreements, reserves and rules on lithium of three countries',
    },
    { command: 'minerals compare us-2022 us-2025', description: 'what was added to a list, and what removed' },
    {
      command: 'minerals compare us-pe-mou-2024 us-pe-mou-2026 --differing',
      description: 'what changed from one agreement to the next',
    },
  ],
  run: async (context, given, options) => {
    const dataset = await context.dataset();
    const found: Resolution[] = [];
    for (const name of given) found.push(await resolveRecord(dataset, name, found[0]?.entry.type));
    const entries = [...new Set(found.map(({ entry }) => entry))];
    const type = context.catalog.type(entries[0]?.type ?? '');
    if (!type || entries.length < 2)
      throw new UserError('compare needs two records or more', 'for example: minerals compare PE CL');
    const question = toQueryParams(context.catalog, options);
    const { matches, notes, asked } = await runQuery(dataset, question);
    const day = question.validOn === undefined ? undefined : parseDate(question.validOn);
    const wording = { dataset, language: context.language };
    const all = sideBySide(wording, type, entries, { matches, asked, day });
    const shown = options['differing'] ? all.filter(differs) : all;
    const names = entries.map((entry) => nameInLanguage(entry, context.language));
    const [one, other, ...others] = entries;
    const latest = one && other && others.length === 0 ? latestOf(dataset, type, one, other) : undefined;
    const later = latest === undefined ? undefined : latest === one ? 0 : 1;
    const columns = [
      { name: 'field', title: 'field' },
      ...entries.map((entry, at) => ({ name: refOf(entry), title: names[at] ?? '' })),
    ];
    return {
      data: {
        type: type.name,
        records: entries.map(refOf),
        fields: shown.map((each) => told(entries.map(refOf), later, each)),
      },
      view: [
        {
          table: {
            columns,
            rows: shown.map((each): Cell[] => [each.title, ...shortened(each)]),
            minColumnWidth: LEGIBLE,
            hasChosenColumns: true,
          },
          empty: all.length > 0 ? 'they do not differ' : 'none recorded',
        },
        ...shown
          .filter(({ field }) => field !== type.schema['x-editions']?.succeeds)
          .flatMap((each) => listed(names, later, each)),
      ],
      flat: { columns, rows: shown.map(({ field, texts }): Cell[] => [field, ...texts]) },
      notes: [
        ...found.flatMap(({ note }) => note ?? []),
        ...notes,
        ...shown.flatMap(({ unknown = [] }) =>
          unknown.map((ref) => `whether ${displayName(wording, ref)} stood then is unknown`),
        ),
      ],
    };
  },
};

/** A column narrower than this is no longer read. */
const LEGIBLE = 24;

/** Long lists are counted where they are compared as lists: what they have in common and what not stands below. */
const shortened = (each: Comparison): string[] =>
  each.texts.map((text, at) => {
    const value = each.values[at];
    return each.lists && isList(value) && text.length > LONG ? String(value.length) : text;
  });

/** Characters in a list that is told whole. */
const LONG = 200;

const differs = ({ values }: Comparison): boolean => new Set(values.map((value) => JSON.stringify(value))).size > 1;

/** The place of the later edition among two records, where they are editions of the same. */
type Later = 0 | 1 | undefined;

const told = (refs: readonly Ref[], later: Later, { field, title, values, unknown, lists }: Comparison): JsonValue => ({
  field,
  title,
  values: Object.fromEntries(refs.map((ref, at) => [ref, values[at] ?? null])),
  ...(unknown ? { unknown } : {}),
  ...(lists
    ? {
        common: itemsOf(
          lists,
          refs.map((_, at) => at),
        ),
        only: Object.fromEntries(refs.map((ref, at) => [ref, itemsOf(lists, [at])])),
        ...(later === undefined ? {} : { added: itemsOf(lists, [later]), removed: itemsOf(lists, [1 - later]) }),
        inferred: lists.groups.map(({ group, members }) => ({ group, members })),
      }
    : {}),
});

/** The items that stand in these lists and in no other. */
const itemsOf = ({ shared }: ListOverlap, by: readonly number[]): readonly JsonValue[] =>
  shared.find((each) => each.by.join() === by.join())?.items ?? [];

/** What lists have in common and what not, where their cells do not tell it at a glance. */
const listed = (names: readonly string[], later: Later, comparison: Comparison): Block[] => {
  const { title, lists, wordOf = String } = comparison;
  if (!lists || !differs(comparison)) return [];
  const isShort = comparison.texts.join() === shortened(comparison).join();
  const parts = lists.shared.filter(({ by }) => by.length < names.length || !isShort);
  // Of editions it is asked what was added; of other lists, what they have in common.
  return [
    ...(later === undefined
      ? parts
      : parts.toSorted((a, b) => a.by.length - b.by.length || (b.by[0] === later ? 1 : -1))
    ).flatMap(({ by, items }): Block[] => [
      { heading: `${title}: ${standing(names, later, by)} (${items.length})`, level: 2 },
      { prose: items.map(wordOf).join(', ') },
    ]),
    ...(lists.groups.length > 0
      ? [
          { heading: `${title}: groups and their members (inferred)`, level: 2 } as const,
          {
            items: lists.groups.map(({ group, by, members }) => ({
              text: `${wordOf(group)} ⊇ ${members.map(wordOf).join(', ')}`,
              details: [`the group in ${by.map((at) => names[at]).join(', ')}`],
            })),
          },
        ]
      : []),
  ];
};

const standing = (names: readonly string[], later: Later, by: readonly number[]): string => {
  if (by.length === names.length) return names.length === 2 ? 'in both' : 'in all';
  if (later !== undefined) return by[0] === later ? 'added' : 'removed';
  const named = by.map((at) => names[at]).join(', ');
  return by.length === 1 ? `only in ${named}` : `in ${named}`;
};
