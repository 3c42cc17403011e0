import type { Dataset, Entry } from '../core/index/dataset.ts';
import { parseDate } from '../core/model/date.ts';
import { definedItems, definedOnly, mapDefined } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import type { Note } from '../core/model/note.ts';
import { isList, type Ref, refOf, type JsonValue } from '../core/model/record.ts';
import type { Block, Cell, Column } from '../core/model/block.ts';
import { type Comparison, compareRecords, laterEdition } from '../core/query/compare.ts';
import { runQuery } from '../core/query/filter.ts';
import type { ListOverlap } from '../core/query/list-overlap.ts';
import { type Resolution, resolveRecord } from '../core/query/resolve.ts';
import { displayName, formatPlain } from '../core/query/format-value.ts';
import { nameInLanguage } from '../core/query/row-fields.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { selection } from './filters.ts';
import { flag, severalTexts } from './input.ts';
import { defineOperation } from './operation.ts';

export const compareOperation = defineOperation({
  name: 'compare',
  arguments: {
    ref: severalTexts({ description: 'two or more records of one type, by id, code or name', completer: '*' }),
  },
  summary: 'Compare records of one type: fields, referring records, and what their lists share or do not',
  options: { differing: flag('show only fields that differ'), conditions: selection },
  examples: [
    {
      command: 'minerals compare PE CL AR --mineral lithium',
      description: 'agreements, reserves and rules on lithium of three countries',
    },
    { command: 'minerals compare us-2022 us-2025', description: 'additions to a list, and removals from it' },
    {
      command: 'minerals compare us-pe-mou-2024 us-pe-mou-2026 --differing',
      description: 'changes from one agreement to the next',
    },
  ],
  run: async ({ dataset, catalog, language }, { ref: recordNames, differing, conditions }) => {
    const resolutions: Resolution[] = [];
    for (const recordName of recordNames)
      resolutions.push(await resolveRecord(dataset, recordName, resolutions[0]?.entry.type));
    const entries = [...new Set(resolutions.map(({ entry }) => entry))];
    const type = catalog.type(entries[0]?.type ?? '');
    if (!type || entries.length < 2)
      throw new UserError('compare needs two or more records', 'for example: minerals compare PE CL');
    const { matches, notes, requestedRefs } = await runQuery(dataset, conditions);
    const day = mapDefined(conditions.validOn, parseDate);
    const valueFormat = { dataset, language };
    const allFields = compareRecords(valueFormat, type, entries, { matches, requestedRefs, day });
    const comparisons = allFields.filter((field) => !differing || isDifferent(field));
    const latestIndex = findLatestEdition(dataset, type, entries);
    const unknown = comparisons.flatMap((comparison) => comparison.unknown ?? []);
    return {
      output: {
        type: type.name,
        records: entries.map(refOf),
        fields: comparisons.map((comparison) => toComparisonData(entries.map(refOf), latestIndex, comparison)),
      },
      notes: [
        ...definedItems(resolutions.map(({ note }) => note)),
        ...notes,
        ...unknown.map((ref): Note => ({
          code: 'validity-unknown',
          message: `it is unknown if ${displayName(valueFormat, ref)} was in force on that date`,
          refs: [ref],
        })),
      ],
      type,
      entries,
      latestIndex,
      comparisons,
      emptyMessage: allFields.length > 0 ? 'no differences' : 'none recorded',
    };
  },
  view: ({ type, entries, latestIndex, comparisons, emptyMessage }, { language }) => [
    ...legendBlocks(entries, language),
    {
      table: {
        columns: shortColumns(entries, language),
        rows: comparisons.map((comparison): Cell[] => [comparison.title, ...cellTexts(comparison)]),
        minColumnWidth: MIN_COLUMN_WIDTH,
        hasChosenColumns: true,
      },
      empty: emptyMessage,
    },
    ...comparisons
      .filter(({ field }) => field !== type.schema['x-editions']?.succeeds)
      .flatMap((comparison) => listBlocks(shortNames(entries, language), latestIndex, comparison)),
  ],
  table: ({ entries, comparisons }, { language }) => ({
    columns: recordColumns(entries, language),
    rows: comparisons.map(({ field, texts }): Cell[] => [field, ...texts]),
  }),
});

const entryNames = (entries: readonly Entry[], language: string | undefined): string[] =>
  entries.map((entry) => nameInLanguage(entry, language));

/** Three records or more have letters if a name is longer than this many characters. */
const MAX_NAME_LENGTH = 20;

/** Two lists are compared by what is added and removed, more of them in a matrix. */
const MAX_PAIR = 2;

const needsLetters = (names: readonly string[]): boolean =>
  names.length > MAX_PAIR && names.some((name) => name.length > MAX_NAME_LENGTH);

/** Names of the records, or the letters A, B, C, … for many long names. */
const shortNames = (entries: readonly Entry[], language: string | undefined): string[] => {
  const names = entryNames(entries, language);
  return needsLetters(names) ? names.map((_, index) => letterOf(index)) : names;
};

/** A to Z, then A1, B1, …. */
const letterOf = (index: number): string => {
  const letter = String.fromCodePoint(FIRST_LETTER + (index % LETTERS));
  const round = Math.floor(index / LETTERS);
  return round === 0 ? letter : `${letter}${round}`;
};

const FIRST_LETTER = 65;
const LETTERS = 26;

/** The record of each letter. */
const legendBlocks = (entries: readonly Entry[], language: string | undefined): Block[] => {
  const names = entryNames(entries, language);
  if (!needsLetters(names)) return [];
  return [
    { fields: entries.map((entry, index) => [letterOf(index), `${names[index] ?? ''} (${refOf(entry)})`] as const) },
  ];
};

/** Like recordColumns, with letters as titles for many long names. */
const shortColumns = (entries: readonly Entry[], language: string | undefined): Column[] => {
  const [fieldColumn, ...columns] = recordColumns(entries, language);
  const titles = shortNames(entries, language);
  return definedItems([fieldColumn, ...columns.map(({ name }, index) => ({ name, title: titles[index] ?? name }))]);
};

/** One column for the fields, and one for each record. */
const recordColumns = (entries: readonly Entry[], language: string | undefined): Column[] => [
  { name: 'field', title: 'field' },
  ...entries.map((entry) => ({ name: refOf(entry), title: nameInLanguage(entry, language) })),
];

/** Minimum width in characters at which a column is readable. */
const MIN_COLUMN_WIDTH = 24;

/** Cell texts of a comparison. A long list is replaced by its length, because its items are listed below the table. */
const cellTexts = (comparison: Comparison): string[] =>
  comparison.texts.map((text, index) => {
    const value = comparison.values[index];
    if (comparison.lists && isList(value) && text.length > MAX_LIST_TEXT) return String(value.length);
    return text;
  });

/** Maximum characters of a list in a cell. */
const MAX_LIST_TEXT = 200;

const isDifferent = ({ values }: Comparison): boolean => new Set(values.map((value) => JSON.stringify(value))).size > 1;

/** Index of the later edition if two editions of the same list are compared. */
type EditionIndex = 0 | 1;

const findLatestEdition = (dataset: Dataset, type: RecordType, entries: readonly Entry[]): EditionIndex | undefined => {
  const [firstEntry, secondEntry, ...moreEntries] = entries;
  if (!firstEntry || !secondEntry || moreEntries.length > 0) return undefined;
  const latest = laterEdition(dataset, type, firstEntry, secondEntry);
  return latest && (entries.indexOf(latest) as EditionIndex);
};

const toComparisonData = (
  refs: readonly Ref[],
  latestIndex: EditionIndex | undefined,
  { field, title, values, unknown, lists }: Comparison,
) => ({
  field,
  title,
  values: Object.fromEntries(refs.map((ref, index) => [ref, values[index] ?? null])),
  ...definedOnly({ unknown }),
  ...(lists && toOverlapData(refs, latestIndex, lists)),
});

const toOverlapData = (refs: readonly Ref[], latestIndex: EditionIndex | undefined, lists: ListOverlap) => {
  const allIndexes = refs.map((_, index) => index);
  return {
    common: itemsIn(lists, allIndexes),
    only: Object.fromEntries(refs.map((ref, index) => [ref, itemsIn(lists, [index])])),
    ...(latestIndex !== undefined && {
      added: itemsIn(lists, [latestIndex]),
      removed: itemsIn(lists, [1 - latestIndex]),
    }),
    inferred: lists.groups.map(({ group, members }) => ({ group: formatPlain(group), members })),
  };
};

/** Items that occur in exactly these lists. */
const itemsIn = ({ shared }: ListOverlap, indexes: readonly number[]): readonly JsonValue[] =>
  shared.find(({ by }) => by.join() === indexes.join())?.items ?? [];

/** Blocks that list shared and distinct items, for lists whose cells do not show them. */
const listBlocks = (
  names: readonly string[],
  latestIndex: EditionIndex | undefined,
  comparison: Comparison,
): Block[] => {
  const { title, lists, formatItem = String } = comparison;
  if (!lists || !isDifferent(comparison)) return [];
  const isFullText = comparison.texts.join() === cellTexts(comparison).join();
  const parts = lists.shared.filter(({ by }) => by.length < names.length || !isFullText);
  if (names.length > MAX_PAIR)
    return [...matrixBlocks(names, title, parts, formatItem), ...groupBlocks(names, comparison)];
  const blocks = orderParts(parts, latestIndex).flatMap(({ by, items }): Block[] => [
    { heading: `${title}: ${describeLists(names, latestIndex, by)} (${items.length})`, level: 2 },
    { prose: items.map(formatItem).join(', ') },
  ]);
  return [...blocks, ...groupBlocks(names, comparison)];
};

/** Table of the lists that have an item, for three and more: a column for each list, a row for each item that not all of them have. */
const matrixBlocks = (
  names: readonly string[],
  title: string,
  parts: readonly ListPart[],
  formatItem: (item: JsonValue) => string,
): Block[] => {
  const [common, differing] = [true, false].map((isInAll) =>
    parts.filter(({ by }) => (by.length === names.length) === isInAll),
  );
  const blocks: Block[] = [];
  for (const { items } of common ?? [])
    blocks.push(
      { heading: `${title}: in all (${items.length})`, level: 2 },
      { prose: items.map(formatItem).join(', ') },
    );
  const rows = (differing ?? [])
    .toSorted((a, b) => b.by.length - a.by.length)
    .flatMap(({ by, items }) =>
      items.map((item) => [formatItem(item), ...names.map((_, index) => checkMark(by, index))]),
    );
  if (rows.length === 0) return blocks;
  const columns = ['', ...names].map((name) => ({ name, title: name }));
  blocks.push(
    { heading: `${title}: not in all (${rows.length})`, level: 2 },
    { table: { columns, rows, hasChosenColumns: true } },
  );
  return blocks;
};

const checkMark = (indexes: readonly number[], index: number): string => (indexes.includes(index) ? '✓' : '');

/** The groups in the lists, with their members in other lists. */
const groupBlocks = (names: readonly string[], { title, lists, formatItem = String }: Comparison): Block[] => {
  if (!lists || lists.groups.length === 0) return [];
  return [
    { heading: `${title}: groups and their members (inferred)`, level: 2 },
    {
      items: lists.groups.map(({ group, by, members }) => ({
        text: `${formatItem(group)} ⊇ ${members.map(formatItem).join(', ')}`,
        details: [`the group is in ${by.map((index) => names[index]).join(', ')}`],
      })),
    },
  ];
};

type ListPart = ListOverlap['shared'][number];

/** Shows additions first for editions; other lists show common items first. */
const orderParts = (parts: readonly ListPart[], latestIndex: EditionIndex | undefined): readonly ListPart[] => {
  if (latestIndex === undefined) return parts;
  const isRemoved = ({ by }: ListPart): number => Number(by[0] !== latestIndex);
  return parts.toSorted((a, b) => a.by.length - b.by.length || isRemoved(a) - isRemoved(b));
};

const describeLists = (
  names: readonly string[],
  latestIndex: EditionIndex | undefined,
  indexes: readonly number[],
): string => {
  if (indexes.length === names.length) return 'in both';
  if (latestIndex !== undefined) return indexes[0] === latestIndex ? 'added' : 'removed';
  const listNames = indexes.map((index) => names[index]).join(', ');
  return indexes.length === 1 ? `only in ${listNames}` : `in ${listNames}`;
};
