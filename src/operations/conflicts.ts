import type { Dataset } from '../core/index/dataset.ts';
import { definedItems, definedOnly } from '../core/model/defined-only.ts';
import { groupBy } from '../core/model/group-by.ts';
import { fromDotted } from '../core/model/pointer.ts';
import type { Note } from '../core/model/note.ts';
import type { DatasetRecord, Ref } from '../core/model/record.ts';
import type { Block, Cell, ListItem, Table } from '../core/model/block.ts';
import { capitalize, pluralize } from '../core/model/text.ts';
import { CONFLICT_KINDS, type Conflict, findConflicts, type ConflictSide } from '../core/query/conflicts.ts';
import { creditLine, passageLinks, quoteLine } from '../core/query/evidence.ts';
import { runQuery } from '../core/query/filter.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import { measureOf, displayName, type ValueFormat, formatValueAt } from '../core/query/format-value.ts';
import { selection } from './filters.ts';
import { flag, list, optionalText } from './input.ts';
import { defineOperation } from './operation.ts';
import { tableOfCount, viewCount } from './rows.ts';

export const conflictsOperation = defineOperation({
  name: 'conflicts',
  arguments: { text: optionalText({ description: 'text that must occur in the record', allowsSpaces: true }) },
  summary: 'Show where sources disagree: both sides, their dates, and which one is later',
  options: {
    over: list({
      value: 'kind',
      description: 'show only conflicts of this kind',
      choices: CONFLICT_KINDS,
      noun: 'kind of conflict',
    }),
    conditions: selection,
    count: flag('print the count only'),
  },
  examples: [
    { command: 'minerals conflicts', description: 'all conflicts, by kind' },
    {
      command: 'minerals conflicts --country PE --over date,status',
      description: 'disagreements about dates and status of records on Peru',
    },
    { command: 'minerals conflicts --type agreement --format csv', description: 'one row per source of each side' },
  ],
  run: async ({ dataset }, { text, over: kinds = CONFLICT_KINDS, count, conditions }): Promise<ConflictsAnswer> => {
    const { matches, notes, emptyMessage } = await runQuery(dataset, { ...conditions, ...definedOnly({ text }) });
    const compareEntries = byTypeAndDate(dataset);
    const reports = matches
      .toSorted((a, b) => compareEntries(a.entry, b.entry))
      .map(({ entry }) => findConflicts(dataset, entry));
    const conflicts = kinds.flatMap((kind) =>
      reports.flatMap((report) => report.conflicts.filter((conflict) => conflict.kind === kind)),
    );
    const changeCount = reports.reduce((sum, { changes }) => sum + changes, 0);
    const allNotes = [...notes, ...changesNotes(changeCount)];
    if (count) return { output: conflicts.length, notes: allNotes, emptyMessage };
    return { output: conflicts, notes: allNotes, emptyMessage };
  },
  view: ({ output, emptyMessage }, { dataset, language }) => {
    if (typeof output === 'number') return viewCount(output);
    return conflictBlocks({ dataset, language }, output, emptyMessage);
  },
  table: ({ output }, { dataset, language }) => {
    if (typeof output === 'number') return tableOfCount(output);
    return toConflictTable({ dataset, language }, output);
  },
});

interface ConflictsAnswer {
  /** Conflicts, or their number. */
  readonly output: readonly Conflict[] | number;
  readonly notes: readonly Note[];
  readonly emptyMessage: string;
}

const changesNotes = (count: number): Note[] => {
  if (count === 0) return [];
  const differences = pluralize(count, 'difference is a change', 'differences are changes');
  return [{ code: 'changes', message: `${differences} over time, not a conflict`, count }];
};

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
