import type { Entry } from '../index/dataset.ts';
import { maxCorrectedEdits } from '../model/fuzzy.ts';

/** Share of a name that may differ. */
const THRESHOLD = 0.3;

/** Fuse.js counts neighbouring letters that changed places as two differences, our edit distance as one. */
const DIFFERENCES_PER_EDIT = 2;

/**
 * Finds the entries with an id or a name that resembles a normalized name, best first. For names that match no record: it
 * compares all names, and loads Fuse.js.
 */
export const findSimilarNames = async (entries: readonly Entry[], name: string): Promise<Entry[]> => {
  if (name.trim() === '') return [];
  const { default: Fuse } = await import('fuse.js');
  const names = entries.flatMap((entry) => entry.keys.map((key) => ({ key, entry })));
  const correctable = (maxCorrectedEdits(name.length) * DIFFERENCES_PER_EDIT) / name.length;
  const fuse = new Fuse(names, {
    keys: ['key'],
    threshold: Math.max(THRESHOLD, correctable),
    ignoreLocation: true,
    ignoreDiacritics: true,
  });
  return [...new Set(fuse.search(name).map(({ item }) => item.entry))];
};
