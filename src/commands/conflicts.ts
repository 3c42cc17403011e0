import { closed } from '../model/closed.ts';
import { group } from '../model/group.ts';
import { fromDotted } from '../model/pointer.ts';
import type { Value } from '../model/record.ts';
import type { Block, Cell, Item, Table } from '../model/result.ts';
import { CONFLICT_KINDS, type Conflict, conflictsOf, type Side } from '../query/conflicts.ts';
import { linksTo } from '../query/evidence.ts';
import { filter } from '../query/filter.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { nameOf, type Wording, worded } from '../query/wording.ts';
import { fieldAt } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
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
    { heading: `${kind} (${found.length})`, level: 2 },
    ...found.flatMap((conflict): Block[] => [
      { prose: `${nameOf(wording, conflict.ref)} (${conflict.ref}): ${conflict.field}` },
      { items: conflict.sides.flatMap((side) => itemsOf(wording, conflict, side)) },
    ]),
  ]);
};

const itemsOf = (wording: Wording, conflict: Conflict, side: Side): Item[] =>
  side.evidence.map((passage) => {
    const { by, title, published, note } = passage;
    return {
      label: valueOf(wording, conflict, side),
      text: [by, title === by ? '' : title, published ?? 'undated'].filter(Boolean).join(', '),
      details: [side.later ? 'came later than the other sources' : '', note ?? ''].filter(Boolean),
      links: linksTo(passage),
    };
  });

const valueOf = (wording: Wording, { ref, field }: Conflict, { value }: Side): string => {
  const schema = wording.dataset.catalog.type(splitRef(ref)[0])?.schema ?? {};
  return worded(wording, fieldAt(schema, fromDotted(field)), value);
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
