import type { Dataset } from '../core/index/dataset.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { parseEnumValues } from '../core/model/enum-values.ts';
import { groupBy } from '../core/model/group-by.ts';
import { fromDotted } from '../core/model/pointer.ts';
import type { DatasetRecord, Ref, JsonValue } from '../core/model/record.ts';
import type { Block, Cell, ListItem, Table } from '../core/model/result.ts';
import { capitalize, pluralize } from '../core/model/text.ts';
import { CONFLICT_KINDS, type Conflict, findConflicts, type ConflictSide } from '../core/query/conflicts.ts';
import { creditLine, passageLinks, quoteLine } from '../core/query/evidence.ts';
import { runQuery } from '../core/query/filter.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import { measureOf, displayName, type ValueFormat, formatValueAt } from '../core/query/format-value.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const conflictsCommand: Command = {
  name: 'conflicts',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', allowsSpaces: true }],
  summary: 'Show where sources disagree: both sides, their dates, and which one is later',
  options: (catalog) => [
    { flags: '--over <kind>', description: 'show only conflicts of this kind', choices: CONFLICT_KINDS, isList: true },
    ...filterOptions(catalog()),
    { flags: '--count', description: 'print the count only' },
  ],
  examples: [
    { command: 'minerals conflicts', description: 'all conflicts, by kind' },
    {
      command: 'minerals conflicts --country PE --over date,status',
      description: 'disagreements about dates and status of records on Peru',
    },
    { command: 'minerals conflicts --type agreement --format csv', description: 'one row per source of each side' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { matches, notes, emptyMessage } = await runQuery(dataset, toQueryParams(context.catalog, options, text));
    const { over, count } = options as { over?: readonly string[]; count?: boolean };
    const kinds = over ? parseEnumValues('kind of conflict', over, CONFLICT_KINDS) : CONFLICT_KINDS;
    const compareEntries = byTypeAndDate(dataset);
    const reports = matches
      .toSorted((a, b) => compareEntries(a.entry, b.entry))
      .map(({ entry }) => findConflicts(dataset, entry));
    const conflicts = kinds.flatMap((kind) =>
      reports.flatMap((report) => report.conflicts.filter((conflict) => conflict.kind === kind)),
    );
    const changeCount = reports.reduce((sum, { changes }) => sum + changes, 0);
    const allNotes = definedItems([...notes, changesNote(changeCount)]);
    if (count) return { data: conflicts.length, view: [{ prose: String(conflicts.length) }], notes: allNotes };
    const valueFormat = { dataset, language: context.language };
    return {
      data: conflicts as unknown as JsonValue,
      view: conflictBlocks(valueFormat, conflicts, emptyMessage),
      flatTable: toConflictTable(valueFormat, conflicts),
      notes: allNotes,
    };
  },
};

const changesNote = (count: number): string | undefined =>
  count === 0
    ? undefined
    : `${pluralize(count, 'difference is a change', 'differences are changes')} over time, not a conflict`;

const conflictBlocks = (valueFormat: ValueFormat, conflicts: readonly Conflict[], emptyText: string): Block[] => {
  if (conflicts.length === 0) return [{ prose: emptyText }];
  return [...groupBy(conflicts, ({ kind }) => [kind])].flatMap(([kind, ofKind]): Block[] => [
    { heading: `${capitalize(kind)} (${ofKind.length})`, level: 2 },
    ...ofKind.flatMap((conflict): Block[] => [
      { prose: `${displayName(valueFormat, conflict.ref)} (${conflict.ref}): ${describeField(valueFormat, conflict)}` },
      { items: conflict.sides.map((side) => toSideItem(valueFormat, conflict, side)) },
    ]),
  ]);
};

/** The field in conflict, with its measure if it is a figure. */
const describeField = ({ dataset }: ValueFormat, { ref, field }: Conflict): string =>
  [field, measureOf(readRecord(dataset, ref), fromDotted(field))].filter(Boolean).join(', ');

const toSideItem = (valueFormat: ValueFormat, conflict: Conflict, side: ConflictSide): ListItem => ({
  text: formatSide(valueFormat, conflict, side),
  details: side.later ? ['later than the other sources'] : [],
  items: side.evidence.map((passage) => {
    return {
      text: creditLine(passage),
      details: definedItems([quoteLine(passage), passage.note]),
      links: passageLinks(passage),
    };
  }),
});

const formatSide = (valueFormat: ValueFormat, { ref, field }: Conflict, { value }: ConflictSide): string =>
  formatValueAt(valueFormat, readRecord(valueFormat.dataset, ref), fromDotted(field), value);

const readRecord = (dataset: Dataset, ref: Ref): DatasetRecord => {
  const entry = dataset.find(ref);
  return entry ? dataset.record(entry) : { type: '', id: '', data: {} };
};

const COLUMNS = ['kind', 'ref', 'field', 'value', 'recorded', 'later', 'by', 'source', 'published', 'url'];

const toConflictTable = (valueFormat: ValueFormat, conflicts: readonly Conflict[]): Table => ({
  columns: COLUMNS.map((name) => ({ name, title: name })),
  rows: conflicts.flatMap((conflict) =>
    conflict.sides.flatMap((side) =>
      side.evidence.map(({ by, source, published, url }): Cell[] => [
        conflict.kind,
        conflict.ref,
        conflict.field,
        formatSide(valueFormat, conflict, side),
        side.recorded,
        side.later,
        by,
        source,
        published,
        url,
      ]),
    ),
  ),
});
