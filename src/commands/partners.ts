import { type Data, refOf, type Ref } from '../model/record.ts';
import type { Cell, Table } from '../model/result.ts';
import { filter } from '../query/filter.ts';
import { resolve } from '../query/resolve.ts';
import { searched } from '../query/sweeps.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { nameIn } from '../query/tabulate.ts';
import {
  counted,
  countsOf,
  isBilateral,
  type Partner,
  partnersOf,
  spanOf,
  type Tie,
  tiedType,
  tiesOf,
  toldTie,
} from '../query/ties.ts';
import { splitRef } from '../schema/references.ts';
import type { Command, Option } from './command.ts';
import { filterOptions, questionOf } from './filters.ts';

/** The option that leaves out forums of many. */
export const BILATERAL: Option = { flags: '--bilateral', description: 'only what ties two alone, no forums of many' };

export const partners: Command = {
  name: 'partners',
  arguments: [
    { name: '<ref>', description: 'a country, by code or a name in any language', blanks: true, completes: '*' },
  ],
  summary: 'Show with whom a country has agreements: how many, since when, in which forms, binding or not',
  options: (catalog) => [BILATERAL, ...filterOptions(catalog())],
  examples: [
    { command: 'minerals partners US', says: 'who has signed with the United States, the most frequent first' },
    { command: 'minerals partners Chile --bilateral --mineral lithium', says: 'on lithium, and between two alone' },
    { command: 'minerals partners EU --valid-on 2025 --format csv', says: 'a row for each partner and agreement' },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry: self, note } = await resolve(dataset, name, tiedType(context.catalog));
    const own = refOf(self);
    const { matches, notes, asked, nothing } = await filter(dataset, questionOf(context.catalog, options));
    const order = byTypeAndDate(dataset);
    const ties = tiesOf(
      dataset,
      matches.toSorted((a, b) => order(a.entry, b.entry)),
    ).filter((tie) => tie.between.includes(own) && (!options['bilateral'] || isBilateral(tie)));
    const traits = Object.keys(ties[0]?.traits ?? {});
    const found = partnersOf({ dataset, language: context.language }, own, ties);
    return {
      data: found.map((partner) => toldPartner(traits, partner, context.language)),
      view: [{ table: tableOf(traits, found), empty: nothing }],
      flat: flatOf(traits, found, context.language),
      notes: [...(note ? [note] : []), ...notes, ...searched(dataset, [own, ...asked], ties.length, context.language)],
    };
  },
};

const toldPartner = (traits: readonly string[], { ref, name, ties }: Partner, language: string | undefined): Data => ({
  ref,
  name,
  records: ties.length,
  ...spanOf(ties),
  ...Object.fromEntries(traits.map((trait) => [trait, countsOf(ties, trait)])),
  ties: ties.map((tie) => toldTie(tie, language)),
});

const tableOf = (traits: readonly string[], found: readonly Partner[]): Table => ({
  columns: ['id', 'partner', 'records', 'years', ...traits].map((name) => ({ name, title: name })),
  rows: found.map(({ ref, name, ties }): Cell[] => [
    idOf(ref),
    name,
    ties.length,
    years(ties),
    ...traits.map((trait) => counted(countsOf(ties, trait))),
  ]),
});

/** A row for each partner and record. */
const flatOf = (traits: readonly string[], found: readonly Partner[], language: string | undefined): Table => ({
  columns: ['id', 'partner', 'ref', 'date', 'name', ...traits].map((name) => ({ name, title: name })),
  rows: found.flatMap(({ ref, name, ties }) =>
    ties.map((tie): Cell[] => [
      idOf(ref),
      name,
      refOf(tie.entry),
      tie.entry.date,
      nameIn(tie.entry, language),
      ...traits.map((trait) => tie.traits[trait]),
    ]),
  ),
});

const idOf = (ref: Ref | null): string => (ref === null ? '' : splitRef(ref)[1]);

const years = (ties: readonly Tie[]): string => {
  const { first = '', last = '' } = spanOf(ties);
  return [...new Set([first.slice(0, 4), last.slice(0, 4)])].join('–');
};
