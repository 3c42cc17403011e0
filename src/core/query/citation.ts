import type { Dataset, Entry } from '../index/dataset.ts';
import type { CitedDate, Citation } from '../model/citation.ts';
import { isDate } from '../model/date.ts';
import { definedOnly } from '../model/defined-only.ts';
import { groupBy } from '../model/group-by.ts';
import { ownValue } from '../model/own.ts';
import { asText, refOf } from '../model/record.ts';
import { isWebAddress } from '../model/text.ts';
import { type RawEvidence, readEvidence } from '../schema/assertions.ts';
import { nameInLanguage } from './row-fields.ts';

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

/** Cites the sources of a record, each once, in the order of its evidence, with those whom it quotes about the record. */
export const sourceCitations = (dataset: Dataset, entry: Entry): Citation[] => {
  const evidence = readEvidence(dataset.record(entry).data);
  const passagesBySource = groupBy(evidence, ({ source }) => [source]);
  return [...passagesBySource].flatMap(([sourceId, passages]) => {
    const source = dataset.find(`${dataset.catalog.sourceType}/${sourceId}`);
    const citation = source && citeWork(dataset, source);
    if (!citation) return [];
    return [{ ...citation, ...definedOnly({ note: creditNote(citation, passages) }) }];
  });
};

/** "according to …": the publisher is credited with the work, and those who are quoted in it are named beside it. */
const creditNote = (citation: Citation, passages: readonly RawEvidence[]): string | undefined => {
  const authors = citation.author?.map(({ literal }) => literal) ?? [];
  const creditedNames = new Set([citation.publisher, citation['container-title'], ...authors]);
  const quotedNames = new Set(passages.flatMap(({ data }) => asText(data['by']) || []));
  const otherNames = [...quotedNames].filter((name) => !creditedNames.has(name));
  if (otherNames.length === 0) return undefined;
  return `according to ${otherNames.join(', ')}`;
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
  return toContainedWork({ id: entry.id, type: 'webpage', title: entry.name, ...Object.fromEntries(variables) });
};

/** Types of works that appear in a newspaper or the like, whose title then takes the place of the publisher. */
const CONTAINED_TYPES = new Set(['article', 'article-journal', 'article-magazine', 'article-newspaper', 'chapter']);

const toContainedWork = ({ publisher, ...work }: Citation): Citation => {
  if (publisher === undefined) return work;
  if (!CONTAINED_TYPES.has(work.type) || work['container-title'] !== undefined) return { ...work, publisher };
  return { ...work, 'container-title': publisher };
};

const toCslVariable = (variable: string, value: string): object => {
  // Reference managers make links of addresses, whatever their scheme.
  if (variable === 'URL' && !isWebAddress(value)) return {};
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
