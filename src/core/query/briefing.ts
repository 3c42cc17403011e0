import type { Dataset, Entry } from '../index/dataset.ts';
import type { Briefing } from '../model/briefing.ts';
import { refOf } from '../model/record.ts';
import { splitRef } from '../schema/references.ts';
import { findReferrers } from './find-referrers.ts';
import { findPartners, findRelationships, involves } from './relationships.ts';
import { buildTimeline } from './timeline.ts';
import { displayName } from './format-value.ts';

interface BriefingContext {
  readonly language: string | undefined;
  readonly today: string;
  readonly version: string | undefined;
}

/** Maximum number of partners in a short briefing, which lists the latest events only on its first page. */
const MAX_BRIEF_PARTNERS = 6;

/** Collects the parts of a briefing that a dossier does not have: the timeline and the partners. */
export const toBriefing = (
  dataset: Dataset,
  entry: Entry,
  { language, today, version }: BriefingContext,
  isBrief: boolean,
): Briefing => {
  const wording = { dataset, language };
  const ownRef = refOf(entry);
  const referrerRefs = new Set(findReferrers(dataset, ownRef).map(({ ref }) => ref));
  const referringMatches = [...referrerRefs]
    .flatMap((ref) => dataset.find(ref) ?? [])
    .map((referrer) => ({ entry: referrer }));
  const relationships = findRelationships(dataset, referringMatches).filter((relationship) =>
    involves(relationship, ownRef),
  );
  const events = isBrief ? [] : buildTimeline(dataset, entry, () => true);
  const partners = findPartners(wording, ownRef, relationships);
  return {
    ref: ownRef,
    name: displayName(wording, ownRef),
    day: today,
    version: version ?? null,
    language: language ?? 'en',
    timeline: events.map(({ date, what, ref }) => ({
      date,
      what,
      name: displayName(wording, ref),
      of: dataset.catalog.type(splitRef(ref)[0])?.title ?? '',
    })),
    partners: (isBrief ? partners.slice(0, MAX_BRIEF_PARTNERS) : partners).map((partner) => ({
      name: partner.name,
      records: partner.relationships.length,
    })),
  };
};
