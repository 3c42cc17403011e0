import type { Dataset, Entry } from '../index/dataset.ts';
import type { CitedDate, Citation } from '../model/citation.ts';
import { isDate } from '../model/date.ts';
import { ownValue } from '../model/own.ts';
import { refOf } from '../model/record.ts';
import { readEvidence } from '../schema/assertions.ts';
import { nameInLanguage } from './tabulate.ts';

/** Title of the dataset in citations, as the licence requests. */
const DATASET_TITLE = 'minerals: a dataset of critical-mineral diplomacy';

interface CitationContext {
  readonly today: string;
  readonly version: string | undefined;
  readonly language: string | undefined;
}

/** Cites a record: a source (marked by `x-csl`) as the work that it is, others as a part of the dataset on a day. */
export const toCitation = (dataset: Dataset, entry: Entry, { today, version, language }: CitationContext): Citation => {
  const workCitation = citeWork(dataset, entry);
  if (workCitation) return workCitation;
  const isTranslated = language !== undefined && ownValue(entry.names, language) !== undefined;
  return {
    id: refOf(entry).replaceAll('/', '-'),
    type: 'dataset',
    title: nameInLanguage(entry, language),
    ...(version !== undefined && { 'container-title': DATASET_TITLE, version }),
    number: refOf(entry),
    ...dateVariable('accessed', today),
    language: isTranslated ? language : 'en',
  };
};

/** Cites the sources of a record, each once, in the order of its evidence. */
export const sourceCitations = (dataset: Dataset, entry: Entry): Citation[] => {
  const sourceRefs = new Set(readEvidence(dataset.record(entry).data).map(({ source }) => `source/${source}`));
  return [...sourceRefs].flatMap((ref) => {
    const source = dataset.find(ref);
    return (source && citeWork(dataset, source)) ?? [];
  });
};

/** Maps the fields of a record to CSL variables as its schema declares; undefined if it declares none. */
const citeWork = (dataset: Dataset, entry: Entry): Citation | undefined => {
  const { data } = dataset.record(entry);
  const cslFields = Object.entries(dataset.catalog.type(entry.type)?.schema.properties ?? {}).filter(
    ([, { 'x-csl': variable }]) => variable !== undefined,
  );
  if (cslFields.length === 0) return undefined;
  const variables = cslFields.flatMap(([field, { 'x-csl': variable = '', 'x-csl-types': types }]) => {
    const value = data[field];
    if (typeof value !== 'string') return [];
    if (types) return [[variable, ownValue(types, value) ?? 'webpage']];
    return Object.entries(toCslVariable(variable, value));
  });
  return { id: entry.id, type: 'webpage', title: entry.name, ...Object.fromEntries(variables) };
};

const toCslVariable = (variable: string, value: string): object => {
  if (NAME_VARIABLES.has(variable)) return { [variable]: [{ literal: value }] };
  if (DATE_VARIABLES.has(variable)) return dateVariable(variable, value);
  return { [variable]: value };
};

const NAME_VARIABLES = new Set(['author', 'translator']);
const DATE_VARIABLES = new Set(['issued', 'accessed']);

/** Returns a CSL date; nothing if the text is not a date. */
const dateVariable = (variable: string, date: string): { readonly [variable: string]: CitedDate } => {
  if (!isDate(date)) return {};
  return { [variable]: { 'date-parts': [date.split('-').map(Number)] } };
};
