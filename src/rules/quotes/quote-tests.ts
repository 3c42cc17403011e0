import type { JsonObject } from '../../core/model/record.ts';
import { collectTexts } from '../../core/model/plain-text.ts';
import { walkRecord } from '../../core/schema/walk.ts';
import type { RuleContext } from '../rule.ts';
import { readWordLists } from '../word-lists.ts';
import type { QuoteTests } from './core-values.ts';
import { createDateWords, type DateFile } from './dates.ts';
import { createFigureWords, type MeasureFile } from './figures.ts';
import { createNameWords, type MoreNames, type NameWords } from './minerals.ts';
import { createValueWords, type WordFile } from './value-words.ts';

const prepared = new WeakMap<RuleContext, QuoteTests | undefined>();

/** The tests for a dataset, prepared once for all rules; undefined where the schemas come without word lists. */
export const quoteTestsFor = (library: RuleContext): QuoteTests | undefined => {
  if (!prepared.has(library)) {
    const words = readWordLists(library.catalog);
    prepared.set(library, words && createQuoteTests(words, library));
  }
  return prepared.get(library);
};

/** Prepares the tests of quotes from the word lists and the names of the records of a dataset. */
const createQuoteTests = (words: JsonObject, { records }: Pick<RuleContext, 'records'>): QuoteTests => {
  const file = words as WordFile;
  const names = new Map<string, NameWords>();
  const namesOf = (type: string): NameWords => {
    const known = names.get(type);
    if (known) return known;
    const things = records
      .filter((record) => record.type.name === type)
      .map(({ type: { schema }, id, data }) => ({
        id,
        names: [id, ...walkRecord(schema, data, 'x-name').flatMap(({ value }) => collectTexts(value))],
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
