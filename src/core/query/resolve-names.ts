import type { Dataset } from '../index/dataset.ts';
import { AmbiguousNameError, NotFoundError } from '../model/errors.ts';
import type { Ref } from '../model/record.ts';
import { findExact, resolveRecord } from './resolve.ts';

/** The way in which a name was resolved; `corrected` if it is probably a typo. */
type NameMatch = 'exact' | 'redirected' | 'corrected' | 'ambiguous' | 'unknown' | 'empty';

/** The record that a name means, or the candidates if that is not clear. */
export interface NameResolution {
  readonly match: NameMatch;
  readonly type?: string;
  readonly id?: string;
  /** Name of the record. */
  readonly name?: string;
  /** References of the records that may be meant, at most ten. */
  readonly candidates: readonly Ref[];
  /** Says that a record has a new id, or was withdrawn. */
  readonly note?: string;
}

/** Maximum number of candidates: a word such as "memorandum" is part of hundreds of names. */
const MAX_CANDIDATES = 10;

/** Resolves names like resolveRecord, each only once, but reports ambiguous and unknown ones instead of throwing. */
export const createNameResolver = (
  dataset: Dataset,
  types: readonly string[],
): ((input: string) => Promise<NameResolution>) => {
  const resolutions = new Map<string, Promise<NameResolution>>();
  return (input) => {
    const name = input.trim();
    const known = resolutions.get(name);
    if (known) return known;
    const resolution = resolveName(dataset, name, types);
    resolutions.set(name, resolution);
    return resolution;
  };
};

const resolveName = async (dataset: Dataset, name: string, types: readonly string[]): Promise<NameResolution> => {
  if (name === '') return { match: 'empty', candidates: [] };
  try {
    const referred = dataset.find(name);
    const exact = referred ? { entry: referred } : await findExact(dataset, name, types);
    const { entry, note } = exact ?? (await resolveRecord(dataset, name, types));
    const record = { type: entry.type, id: entry.id, name: entry.name, candidates: [] };
    if (!exact) return { match: 'corrected', ...record };
    if (note === undefined) return { match: 'exact', ...record };
    return { match: 'redirected', ...record, note: note.message };
  } catch (error) {
    if (error instanceof AmbiguousNameError) return withCandidates('ambiguous', error);
    if (error instanceof NotFoundError) return withCandidates('unknown', error);
    throw error;
  }
};

const withCandidates = (
  match: NameMatch,
  { candidates, message, hint }: AmbiguousNameError | NotFoundError,
): NameResolution => ({
  match,
  candidates: candidates.slice(0, MAX_CANDIDATES),
  // Only the error about a withdrawn record needs no hint.
  ...(hint === undefined && { note: message }),
});

/** True if a name was given, but no record was found for it. */
export const isUnresolved = ({ match }: NameResolution): boolean => match === 'ambiguous' || match === 'unknown';
