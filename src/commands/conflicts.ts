import type { Dataset } from '../dataset/dataset.ts';
import { closed } from '../model/closed.ts';
import { group } from '../model/group.ts';
import { fromDotted } from '../model/pointer.ts';
import type { Record as DataRecord, Ref, Value } from '../model/record.ts';
import type { Block, Cell, Item, Table } from '../model/result.ts';
import { capital } from '../model/text.ts';
import { CONFLICT_KINDS, type Conflict, conflictsOf, type Side } from '../query/conflicts.ts';
import { linksTo } from '../query/evidence.ts';
import { filter } from '../query/filter.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { measureAt, nameOf, type Wording, wordedAt } from '../query/wording.ts';
import type { Command } from './command.ts';
import { filterOptions, questionOf } from './filters.ts';

export const conflicts: Command = {
  name: 'conflicts',
  arguments: [{ name: '[text]', description: 'text that must occur in the record', blanks: true }],
  summary: 'Show every place where sources disagree: both sides, their dates, and which merely came later',
  options: (catalog) => [
    { flags: '--over <kind>', description: 'only conflicts over this', choices: CONFLICT_KINDS, list: true },
    ...filterOptions(catalog()),
    { flags: '--count', description: 'only how many there are' },
  ],
  examples: [
    { command: 'minerals conflicts', says: 'all of them, by what they are over' },
    {
      command: 'minerals conflicts --country PE --over date,status',
      says: 'when, and how far, sources disagree about Peru',
    },
    { command: 'minerals conflicts --type agreement --format csv', says: 'a row for each source of each side' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { matches, notes, nothing } = await filter(dataset, questionOf(context.catalog, options, text));
    const { over, count } = options as { over?: readonly string[]; count?: boolean };
    const kinds = over ? closed('kind of conflict', over, CONFLICT_KINDS) : CONFLICT_KINDS;
    const order = byTypeAndDate(dataset);
    const all = matches.toSorted((a, b) => order(a.entry, b.entry)).map(({ entry }) => conflictsOf(dataset, entry));
    const found = kinds.flatMap((kind) =>
      all.flatMap((each) => each.conflicts.filter((conflict) => conflict.kind === kind)),
    );
    const changes = all.reduce((sum, each) => sum + each.changes, 0);
    const left = `${changes} ${changes === 1 ? 'difference is a change' : 'differences are changes'} over time, not a conflict`;
    const said = changes > 0 ? [...notes, left] : notes;
    if (count) return { data: found.length, view: [{ prose: String(found.length) }], notes: said };
    const wording = { dataset, language: context.language };
    return {
      data: found as unknown as Value,
      view: page(wording, found, nothing),
      flat: flatOf(wording, found),
      notes: said,
    };
  },
};

const page = (wording: Wording, all: readonly Conflict[], nothing: string): Block[] => {
  if (all.length === 0) return [{ prose: nothing }];
  return [...group(all, ({ kind }) => [kind])].flatMap(([kind, found]): Block[] => [
    { heading: `${capital(kind)} (${found.length})`, level: 2 },
    ...found.flatMap((conflict): Block[] => [
      { prose: `${nameOf(wording, conflict.ref)} (${conflict.ref}): ${placeOf(wording, conflict)}` },
      { items: conflict.sides.map((side) => itemOf(wording, conflict, side)) },
    ]),
  ]);
};

/** What sides differ about: the field, and what a figure there measures. */
const placeOf = ({ dataset }: Wording, { ref, field }: Conflict): string =>
  [field, measureAt(recordOf(dataset, ref), fromDotted(field))].filter(Boolean).join(', ');

const itemOf = (wording: Wording, conflict: Conflict, side: Side): Item => ({
  text: valueOf(wording, conflict, side),
  details: side.later ? ['came later than the other sources'] : [],
  items: side.evidence.map((passage) => {
    const { by, title, published, note } = passage;
    return {
      text: [by, title === by ? '' : title, published ?? 'undated'].filter(Boolean).join(', '),
      details: note === undefined ? [] : [note],
      links: linksTo(passage),
    };
  }),
});

const valueOf = (wording: Wording, { ref, field }: Conflict, { value }: Side): string =>
  wordedAt(wording, recordOf(wording.dataset, ref), fromDotted(field), value);

const recordOf = (dataset: Dataset, ref: Ref): DataRecord => {
  const entry = dataset.find(ref);
  return entry ? dataset.read(entry) : { type: '', id: '', data: {} };
};

const COLUMNS = ['kind', 'ref', 'field', 'value', 'recorded', 'later', 'by', 'source', 'published', 'url'];

const flatOf = (wording: Wording, found: readonly Conflict[]): Table => ({
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
