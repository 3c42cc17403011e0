import type { JsonObject } from '../../model/record.ts';
import { isJsonObject, isList, type JsonValue } from '../../model/record.ts';
import { walkRecord } from '../../schema/walk.ts';
import type { RuleContext } from '../rule.ts';
import type { QuoteTests } from './core-values.ts';
import { createDateWords, type DateFile } from './dates.ts';
import { createFigureWords, type MeasureFile } from './figures.ts';
import { createNameWords, type MoreNames, type NameWords } from './minerals.ts';
import { createValueWords, type WordFile } from './value-words.ts';

/** Prepares the tests of quotes from the word lists and the names of the records of a dataset. */
export const createQuoteTests = (words: JsonObject, { records }: Pick<RuleContext, 'records'>): QuoteTests => {
  const file = words as unknown as WordFile;
  const names = new Map<string, NameWords>();
  const namesOf = (type: string): NameWords => {
    const known = names.get(type);
    if (known) return known;
    const things = records
      .filter((record) => record.type.name === type)
      .map(({ type: { schema }, id, data }) => ({
        id,
        names: [id, ...walkRecord(schema, data, 'x-name').flatMap(({ value }) => textsIn(value))],
      }));
    const created = createNameWords(things, (file[`${type}_names`] ?? {}) as MoreNames);
    names.set(type, created);
    return created;
  };
  return {
    words: createValueWords(file),
    figures: createFigureWords((file['measures'] ?? {}) as MeasureFile),
    dates: createDateWords((file['dates'] ?? {}) as DateFile),
    namesOf,
  };
};

const textsIn = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
};
