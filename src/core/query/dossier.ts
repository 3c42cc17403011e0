import type { Dataset, Entry } from '../index/dataset.ts';
import { definedOnly } from '../model/defined-only.ts';
import { groupBy } from '../model/group-by.ts';
import { ownValue } from '../model/own.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import {
  asText,
  type JsonObject,
  isJsonObject,
  type DatasetRecord,
  refOf,
  type Ref,
  type JsonValue,
} from '../model/record.ts';
import type { Block, Cell, ListItem } from '../model/result.ts';
import { capitalize, compareText, isWebAddress } from '../model/text.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import { schemaOfProperty } from '../schema/walk.ts';
import {
  type AssertedField,
  collectEvidence,
  passageLinks,
  creditLine,
  type EvidenceItem,
  supportedPath,
  quotedWords,
} from './evidence.ts';
import { basisEvidence } from './derived-evidence.ts';
import { basisOf, dataWithDerivedEntries } from './derived-maps.ts';
import { findReferrers, type RelatedReferrer } from './find-referrers.ts';
import { seriesBlocks, seriesLine, rankBlocks, ranksOf, seriesTitle } from './ranking.ts';
import { seriesOfRecord, readSeries } from './series.ts';
import { nameInLanguage } from './tabulate.ts';
import {
  formatFigure,
  isFigure,
  displayName,
  formatPlain,
  type ValueFormat,
  formatValue,
  formatValueAt,
} from './format-value.ts';

interface DossierContext extends ValueFormat {
  readonly entry: Entry;
  readonly type: RecordType;
  readonly data: JsonObject;
  /** Footnote marks of a field of the record. */
  readonly marksFor: (field: string) => string;
  readonly footnotes: Footnotes;
}

/**
 * Arranges a record for reading: fields, facts with sources, and referring records, in the order of its schema. For
 * readers without the dataset (`isPlain`), records are shown by name only and referring records get sources as well.
 */
export const buildDossier = (
  dataset: Dataset,
  entry: Entry,
  language: string | undefined,
  isPlain = false,
): Block[] => {
  const type = dataset.catalog.type(entry.type);
  if (!type) return [];
  const record = dataset.record(entry);
  const wording = { dataset, language, isPlain };
  const footnotes = collectFootnotes(wording);
  const assertedFields = collectEvidence(dataset, record);
  const marksFor = (field: string): string => footnotes.marksFor(record, field, assertedFields);
  const data = dataWithDerivedEntries(dataset, entry);
  const context: DossierContext = { ...wording, entry, type, data, marksFor, footnotes };
  const fields = Object.keys(type.schema.properties ?? {}).filter((field) => !PREAMBLE_FIELDS.has(field));
  const plainFields = fields.filter((field) => !isFactMap(type.schema, field));
  const sections = type.schema['x-dossier'] ?? [...fields, ...dataset.catalog.types.map(({ name }) => name)];
  const referrersByType = groupBy(findReferrers(dataset, refOf(entry)), ({ ref }) => [splitRef(ref)[0]]);
  const blocks: Block[] = [
    { heading: titleOfEntry(context, entry), level: 1 },
    ...otherNames(context),
    { fields: plainFields.flatMap((field) => fieldLine(context, field)) },
    ...seriesOfRecord(dataset, entry).flatMap((series) => seriesBlocks(context, series)),
    ...sections.flatMap((section) => {
      if (isFactMap(type.schema, section)) return factsSection(context, section);
      return referrersSection(context, section, referrersByType.get(section) ?? []);
    }),
    ...footnotes.toBlocks(),
  ];
  return blocks.filter((block) => !('fields' in block) || block.fields.length > 0);
};

/** Fields that are part of the heading or the footnotes, or are not shown. */
const PREAMBLE_FIELDS = new Set(['type', 'id', 'name', 'names', 'aliases', 'evidence']);

const isFactMap = (schema: Schema, field: string): boolean =>
  ownValue(schema.properties, field)?.['x-fact-map'] === true;

const titleOfEntry = ({ language, isPlain }: ValueFormat, entry: Entry): string => {
  const name = nameInLanguage(entry, language);
  if (isPlain) return name;
  return `${name} (${refOf(entry)})`;
};

const otherNames = ({ data, entry, language, isPlain }: DossierContext): Block[] => {
  if (isPlain || (!isJsonObject(data['names']) && !data['aliases'])) return [];
  const ownName = nameInLanguage(entry, language).toLowerCase();
  const names = entry.allNames.filter((name) => name.toLowerCase() !== ownName);
  if (names.length === 0) return [];
  return [{ prose: `Also: ${names.join(', ')}` }];
};

const fieldLine = (context: DossierContext, field: string): [label: string, value: Cell][] => {
  const schema = ownValue(context.type.schema.properties, field);
  const label = schema?.title ?? field;
  const value = ownValue(context.data, field);
  if (value === undefined) return [];
  // Marks are collected for addresses too, so that their sources are listed.
  const marks = context.marksFor(field);
  if (typeof value === 'string' && isWebAddress(value)) return [[label, { text: value, href: value }]];
  return [[label, `${formatValue(context, schema, value)}${marks}`]];
};

const factsSection = (context: DossierContext, field: string): Block[] => {
  const schema = ownValue(context.type.schema.properties, field);
  const facts = ownValue(context.data, field);
  if (!isJsonObject(facts)) return [];
  return [
    { heading: schema?.title ?? field, level: 2 },
    { items: Object.entries(facts).map(([slug, fact]) => factItem(context, schema, `${field}.${slug}`, slug, fact)) },
  ];
};

const factItem = (
  context: DossierContext,
  mapSchema: Schema | undefined,
  path: string,
  slug: string,
  fact: JsonValue,
): ListItem => {
  const { properties, propertyNames } = mapSchema ?? {};
  const schema = mapSchema && schemaOfProperty(mapSchema, slug);
  const keyType = propertyNames?.['x-ref'];
  const label = keyType
    ? displayName(context, `${keyType}/${slug}`)
    : (ownValue(properties, slug)?.title ?? slug.replaceAll('-', ' '));
  const basis = basisOf(fact);
  if (basis) return { label, text: `${formatBasis(context, basis)}${basisMarks(context, basis)}` };
  const marks = context.marksFor(path);
  if (!isJsonObject(fact)) return { label, text: `${formatValue(context, schema, fact)}${marks}` };
  if (isFigure(fact)) return { label: capitalize(fact.measure), text: `${formatFigure(context, fact)}${marks}` };
  const { summary, ...details } = fact;
  const detailText = Object.entries(details)
    .map(([name, part]) => formatValue(context, ownValue(schema?.properties, name), part))
    .join('; ');
  if (summary === undefined) return { label, text: `${detailText || 'reported'}${marks}` };
  return { label, text: `${formatPlain(summary)}${detailText && ` (${detailText})`}${marks}` };
};

/** Maximum number of names of records that an entry follows from. */
const MAX_BASIS = 3;

/** The records that an entry of a map follows from. */
const formatBasis = (context: DossierContext, basis: readonly Ref[]): string => {
  const names = basis.slice(0, MAX_BASIS).map((ref) => {
    const name = displayName(context, ref);
    return context.isPlain ? name : `${name} (${ref})`;
  });
  if (basis.length > MAX_BASIS) names.push(`${basis.length - MAX_BASIS} more`);
  return `follows from ${names.join('; ')}`;
};

/** In a text for readers without the dataset, the marks of the sources of these records. */
const basisMarks = ({ dataset, footnotes, isPlain }: DossierContext, basis: readonly Ref[]): string => {
  if (!isPlain) return '';
  return footnotes.marksOf(basis.slice(0, MAX_BASIS).flatMap((ref) => basisEvidence(dataset, ref)));
};

/** Records of one type that refer to this one: statistics as figures, others as a list. */
const referrersSection = (
  context: DossierContext,
  typeName: string,
  referrers: readonly RelatedReferrer[],
): Block[] => {
  if (referrers.length === 0) return [];
  const isTable = context.dataset.catalog.type(typeName)?.schema['x-rows'] !== undefined;
  if (isTable) return figuresSection(context, typeName, referrers);
  return referrerList(context, typeName, referrers);
};

/** Lists referring records, each once, newest first. */
const referrerList = (context: DossierContext, typeName: string, referrers: readonly RelatedReferrer[]): Block[] => {
  const items = [...groupBy(referrers, ({ ref }) => [ref])]
    .flatMap(([ref, references]) => {
      const entry = context.dataset.find(ref);
      if (!entry) return [];
      const through = references.every((reference) => reference.through) ? references[0]?.through : undefined;
      return [{ entry, firstPath: references[0]?.path ?? '', through }];
    })
    .sort((a, b) => compareText(b.entry.date ?? '', a.entry.date ?? ''))
    .map(({ entry, firstPath, through }) => referrerItem(context, entry, firstPath, through));
  if (items.length === 0) return [];
  return [{ heading: `${pluralTitle(context.dataset, typeName)} (${items.length})`, level: 2 }, { items }];
};

const pluralTitle = (dataset: Dataset, typeName: string): string =>
  capitalize((dataset.catalog.type(typeName)?.folder ?? typeName).replaceAll('-', ' '));

/** Maximum number of figures per series, and of ranks. */
const MAX_FIGURES = 5;
const MAX_RANKS = 10;

/** Figures from statistics: the greatest ones of a topic, the ranks of a subject. */
const figuresSection = (context: DossierContext, typeName: string, referrers: readonly RelatedReferrer[]): Block[] => {
  const { dataset, entry, isPlain } = context;
  const ownRef = refOf(entry);
  const tableMatches = [...new Set(referrers.map(({ ref }) => ref))]
    .flatMap((ref) => dataset.find(ref) ?? [])
    .map((table) => ({ entry: table }));
  const allSeries = readSeries(dataset, tableMatches);
  const ownSeries = allSeries.filter(({ topicRef }) => topicRef === ownRef);
  const ranks = ranksOf(allSeries, ownRef);
  const tableRefs = new Set([...ownSeries, ...ranks.map(({ series }) => series)].map(({ tableRef }) => tableRef));
  if (tableRefs.size === 0) return [];
  const blocks: Block[] = [{ heading: `${pluralTitle(dataset, typeName)} (${tableRefs.size})`, level: 2 }];
  if (ownSeries.length > 0)
    blocks.push({
      items: ownSeries.map((series) => ({
        label: seriesTitle(series),
        text: seriesLine(context, series, MAX_FIGURES),
      })),
    });
  if (ranks.length > 0)
    blocks.push(...rankBlocks(context, ranks, MAX_RANKS, isPlain ? '' : `: minerals rank ${entry.id}`));
  if (isPlain) {
    const marks = new Set([...tableRefs].map((ref) => tableMarks(context, ref)));
    blocks.push({ prose: `By official tables${[...marks].join('')}` });
  }
  return blocks;
};

/** Footnote marks of the rows of a table. */
const tableMarks = ({ dataset, footnotes }: DossierContext, tableRef: string): string => {
  const table = dataset.find(tableRef);
  if (!table) return '';
  const record = dataset.record(table);
  const rowField = dataset.catalog.type(table.type)?.schema['x-rows']?.in ?? '';
  return footnotes.marksFor(record, rowField, collectEvidence(dataset, record, rowField));
};

const referrerItem = (context: DossierContext, entry: Entry, firstPath: string, through?: Ref): ListItem => {
  const { dataset, footnotes, isPlain } = context;
  const record = dataset.record(entry);
  const { data } = record;
  const textField = ['summary', 'paraphrase'].find((field) => typeof data[field] === 'string');
  const text = asText(data[textField ?? '']);
  const markedField = textField ?? fromDotted(firstPath)[0];
  let marks = '';
  if (isPlain && markedField !== undefined)
    marks = footnotes.marksFor(record, markedField, collectEvidence(dataset, record, markedField));
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const missingDate = schema['x-date'] === undefined ? undefined : 'undated';
  const words = [titleOfEntry(context, entry), ...enumValuesIn(schema, data)];
  if (through !== undefined) words.push(`through ${displayName(context, through)}`);
  return definedOnly({
    label: entry.date ?? missingDate,
    text: `${words.join(', ')}${marks}`,
    details: [text?.trim()].filter((line) => line !== undefined),
  });
};

/** Enum values among the default columns of a record, such as its kind and status. */
const enumValuesIn = (schema: Schema, data: JsonObject): string[] =>
  (schema['x-columns'] ?? []).flatMap((column) => {
    const path = fromDotted(column);
    const value = valueAt(data, path);
    if (typeof value !== 'string' || !fieldAt(schema, path)?.enum) return [];
    return [value];
  });

/** The sources of a dossier, numbered in the order in which they are cited. */
interface Footnotes {
  /** Marks for the evidence of a field, followed by contradicting values with their marks. */
  readonly marksFor: (record: DatasetRecord, field: string, assertedFields: readonly AssertedField[]) => string;
  /** Marks for passages. */
  readonly marksOf: (passages: readonly EvidenceItem[]) => string;
  readonly toBlocks: () => readonly Block[];
}

const collectFootnotes = (wording: ValueFormat): Footnotes => {
  /** Passages by location, for each source by its description. */
  const passagesBySource = new Map<string, Map<string, EvidenceItem>>();
  const numbers = new Map<string, number>();
  const numberOf = (passage: EvidenceItem): number => {
    const source = creditLine(passage);
    const passages = passagesBySource.get(source) ?? new Map<string, EvidenceItem>();
    passagesBySource.set(source, passages.set(JSON.stringify([passage.url, passage.quote, passage.locator]), passage));
    const number = numbers.get(source) ?? passagesBySource.size;
    numbers.set(source, number);
    return number;
  };
  const formatMarks = (passages: readonly EvidenceItem[]): string =>
    [...new Set(passages.map(numberOf))]
      .toSorted((a, b) => a - b)
      .map((number) => `[${number}]`)
      .join('');
  return {
    marksFor: (record, field, assertedFields) => {
      const evidence = assertedFields.find((asserted) => asserted.field === field)?.evidence ?? [];
      const marks = formatMarks(evidence.filter(({ says }) => says === undefined));
      const passagesByValue = groupBy(
        evidence.filter(({ says }) => says !== undefined),
        (passage) => [formatValueAt(wording, record, supportedPath(field, passage), passage.says ?? null)],
      );
      const otherValues = [...passagesByValue]
        .map(([value, passages]) => `${value} ${formatMarks(passages)}`)
        .join('; ');
      return `${marks && ` ${marks}`}${otherValues && ` — otherwise ${otherValues}`}`;
    },
    marksOf: (passages) => {
      const marks = formatMarks(passages);
      return marks && ` ${marks}`;
    },
    toBlocks: () => {
      const items = [...passagesBySource].map(([source, passages], index): ListItem => ({
        label: `[${index + 1}]`,
        text: source,
        // Passages without an address are identified by their words.
        details: [...passages.values()]
          .filter(({ url }) => url === '')
          .flatMap((passage) => quotedWords(passage) ?? []),
        links: [...passages.values()].flatMap(passageLinks),
      }));
      if (items.length === 0) return [];
      return [{ heading: 'Sources', level: 2 }, { items }];
    },
  };
};
