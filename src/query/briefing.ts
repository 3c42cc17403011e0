import type { Dataset, Entry } from '../dataset/dataset.ts';
import type { Briefing } from '../model/briefing.ts';
import { refOf } from '../model/record.ts';
import { splitRef } from '../schema/references.ts';
import { findPartners, findRelationships } from './relationships.ts';
import { buildTimeline } from './timeline.ts';
import { displayName } from './format-value.ts';

/** What a briefing on a record shows beside its dossier: what happened around it, and with whom it is tied. */
export const toBriefing = (
  dataset: Dataset,
  entry: Entry,
  {
    language,
    today,
    version,
  }: { readonly language: string | undefined; readonly today: string; readonly version: string | undefined },
): Briefing => {
  const wording = { dataset, language };
  const own = refOf(entry);
  const naming = [...new Set(dataset.referrers(own).map(({ ref }) => ref))].flatMap((ref) => dataset.find(ref) ?? []);
  const ties = findRelationships(
    dataset,
    naming.map((each) => ({ entry: each })),
  ).filter(({ between }) => between.includes(own));
  return {
    ref: own,
    name: displayName(wording, own),
    day: today,
    version: version ?? null,
    language: language ?? 'en',
    timeline: buildTimeline(dataset, entry, () => true).map(({ date, what, ref }) => ({
      date,
      what,
      name: displayName(wording, ref),
      of: dataset.catalog.type(splitRef(ref)[0])?.title ?? '',
    })),
    partners: findPartners(wording, own, ties).map(({ name, ties: shared }) => ({ name, records: shared.length })),
  };
};
