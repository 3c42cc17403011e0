import type { Dataset, Entry } from '../dataset/dataset.ts';
import { NotFoundError, UserError } from '../model/errors.ts';
import { refOf } from '../model/record.ts';
import { fold } from '../model/text.ts';
import { distance, tolerance } from '../model/near.ts';

/** One record, and what to say where it was not named exactly. */
export interface Resolution {
  readonly entry: Entry;
  readonly note?: string;
}

const CANDIDATES = 8;

/**
 * The record that a person means: by ref, id, code, symbol, name in any language or alias, in any case, with or without
 * accents; else the only one that is near. Throws UserError with the candidates where several fit, NotFoundError where
 * none does.
 */
export const resolve = async (dataset: Dataset, given: string, within?: string): Promise<Resolution> => {
  const { name, type } = asked(dataset, given, within);
  const kind = type === undefined ? 'record' : (dataset.catalog.type(type)?.title.toLowerCase() ?? type);
  const entries = type === undefined ? dataset.entries : dataset.entries.filter((entry) => entry.type === type);
  const byRef = type === undefined ? undefined : dataset.find(`${type}/${name}`);
  if (byRef) return { entry: byRef };

  const exact = entries.filter((entry) => entry.id === name || entry.called.includes(name));
  if (exact.length === 1 && exact[0]) return { entry: exact[0] };
  if (exact.length > 1) throw several(name, kind, exact);

  const folded = await foldName(name);
  const same = folded === '' ? [] : entries.filter((entry) => entry.keys.includes(folded));
  const [only] = same;
  if (only && same.length === 1) return { entry: only };
  if (same.length > 1) throw several(name, kind, same);

  const near = nearestEntries(entries, folded);
  const [nearest] = near;
  if (nearest && near.length === 1)
    return {
      entry: nearest,
      note: `no ${kind} is called "${name}"; taken to mean ${nearest.name} (${refOf(nearest)})`,
    };
  throw new NotFoundError(
    `no ${kind} is called "${name}"`,
    near.length > 0 ? `did you mean ${candidates(near)}?` : hintFor(dataset, folded, type),
  );
};

/** The type and the name that a person means: `mineral/lithium`, or `minerals/Lithium`, names a mineral and no other record. */
const asked = ({ catalog }: Dataset, given: string, within: string | undefined): { name: string; type?: string } => {
  const slash = given.indexOf('/');
  const type = slash < 0 ? undefined : catalog.called(given.slice(0, slash))?.name;
  if (type !== undefined && (within === undefined || within === type)) return { name: given.slice(slash + 1), type };
  return { name: given, ...(within === undefined ? {} : { type: within }) };
};

/** A name folded; the table of the world's scripts is loaded only where a name needs it. */
export const foldName = async (name: string): Promise<string> => {
  const plain = fold(name);
  // oxlint-disable-next-line no-control-regex -- ASCII or not is the question
  return /^[\u0000-\u007f]*$/.test(name) ? plain : fold(name, (await import('any-ascii')).default);
};

const nearestEntries = (entries: readonly Entry[], folded: string): Entry[] => {
  let limit = tolerance(folded.length);
  let found: Entry[] = [];
  for (const entry of entries) {
    let least = Infinity;
    for (const key of entry.keys) least = Math.min(least, distance(folded, key, limit));
    if (least > limit) continue;
    if (least < limit) found = [];
    limit = least;
    found.push(entry);
  }
  return tolerance(folded.length) === 0 ? [] : found;
};

const several = (name: string, kind: string, found: readonly Entry[]): UserError =>
  new UserError(
    `"${name}" fits ${found.length} ${kind === 'record' ? 'records' : kind.replace(/y$/, 'ie') + 's'}`,
    `name one: ${candidates(found)}`,
  );

const candidates = (found: readonly Entry[]): string =>
  found
    .slice(0, CANDIDATES)
    .map((entry) => `${refOf(entry)} (${entry.name})`)
    .join(', ') + (found.length > CANDIDATES ? ` and ${found.length - CANDIDATES} more` : '');

/** Names that contain what was typed, or how to look for it. */
const hintFor = (dataset: Dataset, folded: string, type: string | undefined): string => {
  const within = dataset.entries.filter(
    (entry) =>
      (type === undefined || entry.type === type) &&
      folded.length > 2 &&
      entry.keys.some((key) => ` ${key} `.includes(` ${folded} `)),
  );
  if (within.length > 0 && within.length <= CANDIDATES) return `did you mean ${candidates(within)}?`;
  return type === undefined ? `try: minerals search ${JSON.stringify(folded)}` : `see: minerals list ${type}`;
};
