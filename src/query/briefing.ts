import type { Dataset, Entry } from '../dataset/dataset.ts';
import type { Briefing } from '../model/briefing.ts';
import { refOf, type Ref } from '../model/record.ts';
import { splitRef } from '../schema/references.ts';
import { findPartners, findRelationships, involves, partyTypes } from './relationships.ts';
import { buildTimeline } from './timeline.ts';
import { displayName } from './format-value.ts';

interface BriefingContext {
  readonly language: string | undefined;
  readonly today: string;
  readonly version: string | undefined;
}

/** Collects the parts of a briefing that a dossier does not have: the timeline and the partners. */
export const toBriefing = (dataset: Dataset, entry: Entry, { language, today, version }: BriefingContext): Briefing => {
  const wording = { dataset, language };
  const ownRef = refOf(entry);
  const referringMatches = referrersThroughParties(dataset, ownRef).map((referrer) => ({ entry: referrer }));
  const relationships = findRelationships(dataset, referringMatches).filter((relationship) =>
    involves(relationship, ownRef),
  );
  return {
    ref: ownRef,
    name: displayName(wording, ownRef),
    day: today,
    version: version ?? null,
    language: language ?? 'en',
    timeline: buildTimeline(dataset, entry, () => true).map(({ date, what, ref }) => ({
      date,
      what,
      name: displayName(wording, ref),
      of: dataset.catalog.type(splitRef(ref)[0])?.title ?? '',
    })),
    partners: findPartners(wording, ownRef, relationships).map((partner) => ({
      name: partner.name,
      records: partner.relationships.length,
    })),
  };
};

/** The records that refer to a record, or to a party that does: the agreements of the organisations at home in a country. */
const referrersThroughParties = (dataset: Dataset, ownRef: Ref): readonly Entry[] => {
  const types = partyTypes(dataset.catalog);
  const refs = new Set<Ref>();
  for (const { ref } of dataset.referrers(ownRef)) {
    refs.add(ref);
    if (types.includes(splitRef(ref)[0])) for (const outer of dataset.referrers(ref)) refs.add(outer.ref);
  }
  return [...refs].flatMap((ref) => dataset.find(ref) ?? []);
};
