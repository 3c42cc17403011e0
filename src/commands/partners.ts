import { definedItems } from '../model/defined-only.ts';
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

/** Option that excludes agreements with more than two parties. */
export const BILATERAL_OPTION: CommandOption = {
  flags: '--bilateral',
  description: 'bilateral only, without multilateral forums',
};

export const partnersCommand: Command = {
  name: 'partners',
  arguments: [
    { name: '<ref>', description: 'country code, or name in any language', allowsSpaces: true, completer: '*' },
  ],
  summary: 'Show with whom a country has agreements: how many, since when, in which forms, binding or not',
  options: (catalog) => [BILATERAL_OPTION, ...filterOptions(catalog())],
  examples: [
    { command: 'minerals partners US', description: 'partners of the United States, most frequent first' },
    {
      command: 'minerals partners Chile --bilateral --mineral lithium',
      description: 'bilateral agreements on lithium',
    },
    {
      command: 'minerals partners EU --valid-on 2025 --format csv',
      description: 'one row per partner and agreement',
    },
  ],
  run: async (context, [recordName = ''], options) => {
    const dataset = await context.dataset();
    const { entry, note } = await resolveRecord(dataset, recordName, partyType(context.catalog));
    const partyRef = refOf(entry);
    const { matches, notes, requestedRefs, emptyMessage } = await runQuery(
      dataset,
      toQueryParams(context.catalog, options),
    );
    const compareEntries = byTypeAndDate(dataset);
    const relationships = findRelationships(
      dataset,
      matches.toSorted((a, b) => compareEntries(a.entry, b.entry)),
    ).filter(
      (relationship) =>
        relationship.partyRefs.includes(partyRef) && (!options['bilateral'] || isBilateral(relationship)),
    );
    const traits = Object.keys(relationships[0]?.traits ?? {});
    const partners = findPartners({ dataset, language: context.language }, partyRef, relationships);
    return {
      data: partners.map((partner) => toPartnerData(traits, partner, context.language)),
      view: [{ table: toPartnerTable(traits, partners), empty: emptyMessage }],
      flatTable: toAgreementTable(traits, partners, context.language),
      notes: [
        ...definedItems([note]),
        ...notes,
        ...searchNotes(dataset, [partyRef, ...requestedRefs], relationships.length, context.language),
      ],
    };
  },
};

const toPartnerData = (
  traits: readonly string[],
  { ref, name, relationships }: Partner,
  language: string | undefined,
): JsonObject => ({
  ref,
  name,
  records: relationships.length,
  ...dateRange(relationships),
  ...Object.fromEntries(traits.map((trait) => [trait, countTraits(relationships, trait)])),
  ties: relationships.map((relationship) => toRelationshipData(relationship, language)),
});

const toPartnerTable = (traits: readonly string[], partners: readonly Partner[]): Table => ({
  columns: ['id', 'partner', 'records', 'years', ...traits].map((name) => ({ name, title: name })),
  rows: partners.map(({ ref, name, relationships }): Cell[] => [
    idOfRef(ref),
    name,
    relationships.length,
    formatYears(relationships),
    ...traits.map((trait) => formatCounts(countTraits(relationships, trait))),
  ]),
});

/** One row per partner and agreement. */
const toAgreementTable = (
  traits: readonly string[],
  partners: readonly Partner[],
  language: string | undefined,
): Table => ({
  columns: ['id', 'partner', 'ref', 'date', 'name', ...traits].map((name) => ({ name, title: name })),
  rows: partners.flatMap(({ ref, name, relationships }) =>
    relationships.map((relationship): Cell[] => [
      idOfRef(ref),
      name,
      refOf(relationship.entry),
      relationship.entry.date,
      nameInLanguage(relationship.entry, language),
      ...traits.map((trait) => relationship.traits[trait]),
    ]),
  ),
});

const idOfRef = (ref: Ref | null): string => (ref === null ? '' : splitRef(ref)[1]);

const formatYears = (relationships: readonly Relationship[]): string => {
  const { first = '', last = '' } = dateRange(relationships);
  return [...new Set([first.slice(0, 4), last.slice(0, 4)])].join('–');
};
