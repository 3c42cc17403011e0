import type { Dataset } from '../dataset/dataset.ts';
import { parseEnumValues } from '../model/enum-values.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted } from '../model/pointer.ts';
import type { DatasetRecord, Ref, JsonValue } from '../model/record.ts';
import type { Block, Cell, ListItem, Table } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import { CONFLICT_KINDS, type Conflict, findConflicts, type ConflictSide } from '../query/conflicts.ts';
import { passageLinks } from '../query/evidence.ts';
import { runQuery } from '../query/filter.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { measureOf, displayName, type ValueFormat, formatValueAt } from '../query/format-value.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

export const conflictsCommand: Command = {
  name: 'conflicts',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', allowsSpaces: true }],
  summary: 'Show every place where sources disagree: both sides, their dates, and which merely came later',
  options: (catalog) => [
    { flags: '--over <kind>', description: 'only conflicts over this', choices: CONFLICT_KINDS, list: true },
    ...filterOptions(catalog()),
    { flags: '--count', description: 'only how many there are' },
  ],
  examples: [
    { command: 'minerals conflicts', description: 'all of them, by what they are over' },
    {
      command: 'minerals conflicts --country PE --over date,status',
      description: 'when, and how far, sources disagree about Peru',
    },
    { command: 'minerals conflicts --type agreement --format csv', description: 'a row for each source of each side' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { matches, notes, nothing } = await runQuery(dataset, toQueryParams(context.catalog, options, text));
    const { over, count } = options as { over?: readonly string[]; count?: boolean };
    const kinds = over ? parseEnumValues('kind of conflict', over, CONFLICT_KINDS) : CONFLICT_KINDS;
    const order = byTypeAndDate(dataset);
    const all = matches.toSorted((a, b) => order(a.entry, b.entry)).map(({ entry }) => findConflicts(dataset, entry));
    const found = kinds.flatMap((kind) =>
      all.flatMap((each) => each.conflicts.filter((conflict) => conflict.kind === kind)),
    );
    const changes = all.reduce((sum, each) => sum + each.changes, 0);
    const left = `${changes} ${changes === 1 ? 'difference is a change' : 'differences are changes'} over time, not a conflict`;
    const said = changes > 0 ? [...notes, left] : notes;
    if (count) return { data: found.length, view: [{ prose: String(found.length) }], notes: said };
    const wording = { dataset, language: context.language };
    return {
      data: found as unknown as JsonValue,
      view: page(wording, found, nothing),
      flat: flatOf(wording, found),
      notes: said,
    };
  },
};

const page = (wording: ValueFormat, all: readonly Conflict[], nothing: string): Block[] => {
  if (all.length === 0) return [{ prose: nothing }];
  return [...groupBy(all, ({ kind }) => [kind])].flatMap(([kind, found]): Block[] => [
    { heading: `${capitalize(kind)} (${found.length})`, level: 2 },
    ...found.flatMap((conflict): Block[] => [
      { prose: `${displayName(wording, conflict.ref)} (${conflict.ref}): ${placeOf(wording, conflict)}` },
      { items: conflict.sides.map((side) => itemOf(wording, conflict, side)) },
    ]),
  ]);
};

/** What sides differ about: the field, and what a figure there measures. */
const placeOf = ({ dataset }: ValueFormat, { ref, field }: Conflict): string =>
  [field, measureOf(recordOf(dataset, ref), fromDotted(field))].filter(Boolean).join(', ');

const itemOf = (wording: ValueFormat, conflict: Conflict, side: ConflictSide): ListItem => ({
  text: valueOf(wording, conflict, side),
  details: side.later ? ['came later than the other sources'] : [],
  items: side.evidence.map((passage) => {
    const { by, title, published, note } = passage;
    return {
      text: [by, title === by ? '' : title, published ?? 'undated'].filter(Boolean).join(', '),
      details: note === undefined ? [] : [note],
      links: passageLinks(passage),
    };
  }),
});

const valueOf = (wording: ValueFormat, { ref, field }: Conflict, { value }: ConflictSide): string =>
  formatValueAt(wording, recordOf(wording.dataset, ref), fromDotted(field), value);

const recordOf = (dataset: Dataset, ref: Ref): DatasetRecord => {
  const entry = dataset.find(ref);
  return entry ? dataset.record(entry) : { type: '', id: '', data: {} };
};

const COLUMNS = ['kind', 'ref', 'field', 'value', 'recorded', 'later', 'by', 'source', 'published', 'url'];

const flatOf = (wording: ValueFormat, found: readonly Conflict[]): Table => ({
  columns: COLUMNS.map((name) => ({ name, title: name })),
  rows: found.flatMap((conflict) =>
    conflict.sides.flatMap((side) =>
      side.evidence.map(({ by, source, published, url }): Cell[] => [
        conflict.kind,
        conflict.ref,
        conflict.field,
        valueOf(wording, conflict, side),
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
