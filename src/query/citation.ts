import type { Dataset, Entry } from '../dataset/dataset.ts';
import type { CitedDate, Citation } from '../model/citation.ts';
import { isDate } from '../model/date.ts';
import { refOf } from '../model/record.ts';
import { evidenceItemsOf } from '../schema/assertions.ts';
import { nameInLanguage } from './tabulate.ts';

/** What a dataset is called where it is cited, as its licence asks. */
const TITLE = 'minerals: a dataset of critical-mineral diplomacy';

/** A record as a part of the dataset on a day; one that carries facts, as `x-csl` marks it, as what it is itself. */
export const toCitation = (
  dataset: Dataset,
  entry: Entry,
  {
    today,
    version,
    language,
  }: { readonly today: string; readonly version: string | undefined; readonly language: string | undefined },
): Citation =>
  ownCitation(dataset, entry) ?? {
    id: refOf(entry).replaceAll('/', '-'),
    type: 'dataset',
    title: nameInLanguage(entry, language),
    ...(version === undefined ? {} : { 'container-title': TITLE, version }),
    number: refOf(entry),
    ...dated('accessed', today),
    language: language !== undefined && entry.names?.[language] !== undefined ? language : 'en',
  };

/** The sources of a record, each once, in the order of its evidence. */
export const sourceCitations = (dataset: Dataset, entry: Entry): Citation[] => {
  const sources = new Set(evidenceItemsOf(dataset.record(entry).data).map(({ source }) => `source/${source}`));
  return [...sources].flatMap((ref) => {
    const source = dataset.find(ref);
    const citation = source && ownCitation(dataset, source);
    return citation ? [citation] : [];
  });
};

/** What the schema of a record says of it in the variables of CSL; undefined where it says nothing. */
const ownCitation = (dataset: Dataset, entry: Entry): Citation | undefined => {
  const { data } = dataset.record(entry);
  const fields = Object.entries(dataset.catalog.type(entry.type)?.schema.properties ?? {}).filter(
    ([, { 'x-csl': variable }]) => variable !== undefined,
  );
  if (fields.length === 0) return undefined;
  const variables = fields.flatMap(([field, { 'x-csl': variable = '', 'x-csl-types': types }]) => {
    const value = data[field];
    if (typeof value !== 'string') return [];
    return Object.entries(types ? { [variable]: types[value] ?? 'webpage' } : variableOf(variable, value));
  });
  return { id: entry.id, type: 'webpage', title: entry.name, ...Object.fromEntries(variables) };
};

const variableOf = (variable: string, value: string): object => {
  if (NAMES.has(variable)) return { [variable]: [{ literal: value }] };
  return DATES.has(variable) ? dated(variable, value) : { [variable]: value };
};

const NAMES = new Set(['author', 'translator']);
const DATES = new Set(['issued', 'accessed']);

const dated = (variable: string, date: string): { readonly [variable: string]: CitedDate } =>
  isDate(date) ? { [variable]: { 'date-parts': [date.split('-').map(Number)] } } : {};
