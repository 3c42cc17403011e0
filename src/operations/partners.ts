import { definedItems } from '../core/model/defined-only.ts';
import type { Note } from '../core/model/note.ts';
import { refOf, type Ref } from '../core/model/record.ts';
import type { Cell, Table } from '../core/model/block.ts';
import { runQuery } from '../core/query/filter.ts';
import { resolveRecord } from '../core/query/resolve.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { byTypeAndDate } from '../core/query/sort.ts';
import { nameInLanguage } from '../core/query/row-fields.ts';
import {
  formatCounts,
  countTraits,
  isBilateral,
  type Partner,
  findPartners,
  dateRange,
  type Relationship,
  countThrough,
  involves,
  organisationsBetween,
  partyTypes,
  findRelationships,
  toRelationshipData,
} from '../core/query/relationships.ts';
import { splitRef } from '../core/schema/references.ts';
import type { CommonPartnersAnswer } from './common-partners.ts';
import { selection } from './filters.ts';
import { flag, severalTexts } from './input.ts';
import { defineOperation } from './operation.ts';

/** Option that excludes agreements with more than two parties. */
export const bilateralOption = flag('bilateral only, without multilateral forums');

export const partnersOperation = defineOperation({
  name: 'partners',
  arguments: {
    ref: severalTexts({
      description: 'country or organisation, by code or name in any language; with several, their common partners',
      allowsSpaces: true,
      completer: '*',
    }),
  },
  summary: 'Show with whom a country has agreements: how many, since when, in which forms, binding or not',
  options: { bilateral: bilateralOption, conditions: selection },
  examples: [
    { command: 'minerals partners US', description: 'partners of the United States, most frequent first' },
    {
      command: 'minerals partners Chile --bilateral --mineral lithium',
      description: 'bilateral agreements on lithium',
    },
    {
      command: 'minerals partners CN US --mineral cobalt',
      description: 'who has agreements with both',
    },
    {
      command: 'minerals partners EU --valid-on 2025 --format csv',
      description: 'one row per partner and agreement',
    },
  ],
  run: async (context, { ref: recordNames, bilateral, conditions }): Promise<PartnersAnswer> => {
    const [recordName = '', ...others] = recordNames;
    if (others.length > 0)
      return (await import('./common-partners.ts')).findCommonPartners(context, recordNames, conditions, bilateral);
    const { dataset, language } = context;
    const { entry, note } = await resolveRecord(dataset, recordName, partyTypes(context.catalog));
    const partyRef = refOf(entry);
    const { matches, notes, requestedRefs, emptyMessage } = await runQuery(dataset, conditions);
    const compareEntries = byTypeAndDate(dataset);
    const relationships = findRelationships(
      dataset,
      matches.toSorted((a, b) => compareEntries(a.entry, b.entry)),
    ).filter((relationship) => involves(relationship, partyRef) && (!bilateral || isBilateral(relationship)));
    const traits = Object.keys(relationships[0]?.traits ?? {});
    const partners = findPartners({ dataset, language }, partyRef, relationships);
    const page: PartnersPage = { partyRef, traits, partners, language, emptyMessage };
    return {
      output: partners.map((partner) => toPartnerData(page, partner)),
      notes: [
        ...definedItems([note]),
        ...notes,
        ...searchNotes(dataset, [partyRef, ...requestedRefs], relationships.length, language),
      ],
      page,
    };
  },
  view: (answer) => {
    if ('common' in answer) return [answer.common];
    return [{ table: toPartnerTable(answer.page), empty: answer.page.emptyMessage }];
  },
  table: (answer) => ('common' in answer ? answer.common.table : toAgreementTable(answer.page)),
});

/** The partners of one party, or those that several have in common. */
type PartnersAnswer = PartnersOfOne | CommonPartnersAnswer;

interface PartnersOfOne {
  readonly output: readonly ReturnType<typeof toPartnerData>[];
  readonly notes: readonly Note[];
  readonly page: PartnersPage;
}

interface PartnersPage {
  readonly partyRef: Ref;
  readonly traits: readonly string[];
  readonly partners: readonly Partner[];
  readonly language: string | undefined;
  readonly emptyMessage: string;
}

const bothRefs = ({ partyRef }: PartnersPage, { ref }: Partner): readonly Ref[] =>
  ref === null ? [partyRef] : [partyRef, ref];

const toPartnerData = (page: PartnersPage, partner: Partner) => {
  const { ref, name, relationships } = partner;
  const refs = bothRefs(page, partner);
  return {
    ref,
    name,
    records: relationships.length,
    bilateral: relationships.filter(isBilateral).length,
    groups: relationships.length - relationships.filter(isBilateral).length,
    through: countThrough(relationships, refs),
    ...dateRange(relationships),
    ...Object.fromEntries(page.traits.map((trait) => [trait, countTraits(relationships, trait)])),
    ties: relationships.map((relationship) => toRelationshipData(relationship, refs, page.language)),
  };
};

const toPartnerTable = (page: PartnersPage): Table => ({
  columns: ['id', 'partner', 'bilateral', 'in groups', 'through', 'years', ...page.traits].map((name) => ({
    name,
    title: name,
  })),
  rows: page.partners.map((partner): Cell[] => [
    idOfRef(partner.ref),
    partner.name,
    partner.relationships.filter(isBilateral).length || '',
    partner.relationships.filter((relationship) => !isBilateral(relationship)).length || '',
    countThrough(partner.relationships, bothRefs(page, partner)) || '',
    formatYears(partner.relationships),
    ...page.traits.map((trait) => formatCounts(countTraits(partner.relationships, trait))),
  ]),
});

/** One row per partner and agreement. */
const toAgreementTable = (page: PartnersPage): Table => ({
  columns: ['id', 'partner', 'ref', 'date', 'name', 'through', ...page.traits].map((name) => ({ name, title: name })),
  rows: page.partners.flatMap((partner) =>
    partner.relationships.map((relationship): Cell[] => [
      idOfRef(partner.ref),
      partner.name,
      refOf(relationship.entry),
      relationship.entry.date,
      nameInLanguage(relationship.entry, page.language),
      organisationsBetween(relationship, bothRefs(page, partner)).join(' '),
      ...page.traits.map((trait) => relationship.traits[trait]),
    ]),
  ),
});

const idOfRef = (ref: Ref | null): string => (ref === null ? '' : splitRef(ref)[1]);

const formatYears = (relationships: readonly Relationship[]): string => {
  const { first = '', last = '' } = dateRange(relationships);
  return [...new Set([first.slice(0, 4), last.slice(0, 4)])].join('–');
};
