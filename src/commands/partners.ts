import { type JsonObject, refOf, type Ref } from '../model/record.ts';
import type { Cell, Table } from '../model/result.ts';
import { runQuery } from '../query/filter.ts';
import { resolveRecord } from '../query/resolve.ts';
import { searchNotes } from '../query/search-log.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { nameInLanguage } from '../query/tabulate.ts';
import {
  formatCounts,
  countTraits,
  isBilateral,
  type Partner,
  findPartners,
  dateRange,
  type Relationship,
  partyType,
  findRelationships,
  toRelationshipData,
} from '../query/relationships.ts';
import { splitRef } from '../schema/references.ts';
import type { Command, CommandOption } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';

/** The option that leaves out forums of many. */
export const BILATERAL_OPTION: CommandOption = {
  flags: '--bilateral',
  description: 'only what ties two alone, no forums of many',
};

export const partnersCommand: Command = {
  name: 'partners',
  arguments: [
    { name: '<ref>', description: 'a country, by code or a name in any language', allowsSpaces: true, completes: '*' },
  ],
  summary: 'Show with whom a country has agreements: how many, since when, in which forms, binding or not',
  options: (catalog) => [BILATERAL_OPTION, ...filterOptions(catalog())],
  examples: [
    { command: 'minerals partners US', description: 'who has signed with the United States, the most frequent first' },
    {
      command: 'minerals partners Chile --bilateral --mineral lithium',
      description: 'on lithium, and between two alone',
    },
    {
      command: 'minerals partners EU --valid-on 2025 --format csv',
      description: 'a row for each partner and agreement',
    },
  ],
  run: async (context, [name = ''], options) => {
    const dataset = await context.dataset();
    const { entry: self, note } = await resolveRecord(dataset, name, partyType(context.catalog));
    const own = refOf(self);
    const { matches, notes, asked, nothing } = await runQuery(dataset, toQueryParams(context.catalog, options));
    const order = byTypeAndDate(dataset);
    const ties = findRelationships(
      dataset,
      matches.toSorted((a, b) => order(a.entry, b.entry)),
    ).filter((tie) => tie.between.includes(own) && (!options['bilateral'] || isBilateral(tie)));
    const traits = Object.keys(ties[0]?.traits ?? {});
    const found = findPartners({ dataset, language: context.language }, own, ties);
    return {
      data: found.map((partner) => toldPartner(traits, partner, context.language)),
      view: [{ table: tableOf(traits, found), empty: nothing }],
      flat: flatOf(traits, found, context.language),
      notes: [
        ...(note ? [note] : []),
        ...notes,
        ...searchNotes(dataset, [own, ...asked], ties.length, context.language),
      ],
    };
  },
};

const toldPartner = (
  traits: readonly string[],
  { ref, name, ties }: Partner,
  language: string | undefined,
): JsonObject => ({
  ref,
  name,
  records: ties.length,
  ...dateRange(ties),
  ...Object.fromEntries(traits.map((trait) => [trait, countTraits(ties, trait)])),
  ties: ties.map((tie) => toRelationshipData(tie, language)),
});

const tableOf = (traits: readonly string[], found: readonly Partner[]): Table => ({
  columns: ['id', 'partner', 'records', 'years', ...traits].map((name) => ({ name, title: name })),
  rows: found.map(({ ref, name, ties }): Cell[] => [
    idOf(ref),
    name,
    ties.length,
    years(ties),
    ...traits.map((trait) => formatCounts(countTraits(ties, trait))),
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
      nameInLanguage(tie.entry, language),
      ...traits.map((trait) => tie.traits[trait]),
    ]),
  ),
});

const idOf = (ref: Ref | null): string => (ref === null ? '' : splitRef(ref)[1]);

const years = (ties: readonly Relationship[]): string => {
  const { first = '', last = '' } = dateRange(ties);
  return [...new Set([first.slice(0, 4), last.slice(0, 4)])].join('–');
};
