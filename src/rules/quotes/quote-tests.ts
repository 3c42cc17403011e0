import type { Data } from '../../model/record.ts';
import { isData, isList, type Value } from '../../model/record.ts';
import { walk } from '../../schema/walk.ts';
import type { Library } from '../rule.ts';
import { readWordLists } from '../word-lists.ts';
import type { QuoteTests } from './core-values.ts';
import { createDateWords, type DateFile } from './dates.ts';
import { createFigureWords, type MeasureFile } from './figures.ts';
import { createNameWords, type MoreNames, type NameWords } from './minerals.ts';
import { createValueWords, type WordFile } from './value-words.ts';

const prepared = new WeakMap<Library, QuoteTests | undefined>();

/** The tests for a dataset, prepared once for all rules; undefined where the schemas come without word lists. */
export const quoteTestsFor = (library: Library): QuoteTests | undefined => {
  if (!prepared.has(library)) {
    const words = readWordLists(library.catalog);
    prepared.set(library, words && createQuoteTests(words, library));
  }
  return prepared.get(library);
};

/** Prepares the tests of quotes from the word lists and the names of the records of a dataset. */
const createQuoteTests = (words: Data, { subjects }: Pick<Library, 'subjects'>): QuoteTests => {
  const file = words as unknown as WordFile;
  const names = new Map<string, NameWords>();
  const namesOf = (type: string): NameWords => {
    const known = names.get(type);
    if (known) return known;
    const things = subjects
      .filter((subject) => subject.type.name === type)
      .map(({ type: { schema }, id, data }) => ({
        id,
        names: [id, ...walk(schema, data, 'x-name').flatMap(({ value }) => textsIn(value))],
      }));
    const created = createNameWords(things, (file[`${type}_names`] ?? {}) as MoreNames);
    names.set(type, created);
    return created;
  };
  const { measures = {}, dates = {} } = file;
  return {
    words: createValueWords(file),
    figures: createFigureWords(measures as MeasureFile),
    dates: createDateWords(dates as DateFile),
    namesOf,
  };
};

const textsIn = (value: Value): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isData(value) ? Object.values(value).flatMap(textsIn) : [];
};
