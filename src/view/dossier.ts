import type { Dataset, Entry } from '../core/index/dataset.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import { groupBy } from '../core/model/group-by.ts';
import { ownValue } from '../core/model/own.ts';
import { fromDotted, valueAt } from '../core/model/pointer.ts';
import {
  asText,
  type JsonObject,
  isJsonObject,
  type DatasetRecord,
  refOf,
  type Ref,
  type JsonValue,
} from '../core/model/record.ts';
import type { Block, Cell, ListItem, MarkedText, SourceMarks, Text } from '../core/model/block.ts';
import { capitalize, compareText, countMore, isWebAddress } from '../core/model/text.ts';
import { fieldAt, type Schema, type RecordType } from '../core/schema/catalog.ts';
import { splitRef } from '../core/schema/references.ts';
import { schemaOfProperty } from '../core/schema/walk.ts';
import {
  type AssertedField,
  collectEvidence,
  passageLinks,
  creditLine,
  type EvidenceItem,
  supportedPath,
  quotedWords,
} from '../core/query/evidence.ts';
import { basisEvidence } from '../core/query/derived-evidence.ts';
import { basisOf, dataWithDerivedEntries } from '../core/query/derived-maps.ts';
import { findReferrers, type RelatedReferrer } from '../core/query/find-referrers.ts';
import { ranksOf } from '../core/query/ranking.ts';
import { firstPageBlocks } from './first-page.ts';
import { seriesBlocks, seriesLine, rankBlocks, seriesTitle } from './figures.ts';
import { seriesOfRecord, readSeries } from '../core/query/series.ts';
import { nameInLanguage } from '../core/query/row-fields.ts';
import {
  formatFigure,
  isFigure,
  displayName,
  formatCode,
  formatPlain,
  type ValueFormat,
  formatValue,
  formatValueAt,
} from '../core/query/format-value.ts';

interface DossierContext extends ValueFormat {
  readonly entry: Entry;
  readonly type: RecordType;
  readonly data: JsonObject;
  /** Adds the marks of the sources of a field of the record to a text. */
  readonly markField: (text: string, field: string) => Text;
  readonly footnotes: Footnotes;
  /** Maximum number of items of a section. */
  readonly maxItems: number;
}

/** Settings of a briefing, for readers without the dataset. */
interface BriefingSettings {
  /** Current date, YYYY-MM-DD. */
  readonly today: string;
  /** True for a short one: a few items of each section, without details. */
  readonly isBrief: boolean;
}

/** Maximum number of items of a section in a short briefing. */
const MAX_BRIEF_ITEMS = 2;

/** Maximum number of sections after the first page of a short briefing. */
const MAX_BRIEF_SECTIONS = 3;

/**
 * Arranges a record for reading: fields, facts with sources, and referring records, in the order of its schema. For
 * a briefing, records are shown by name only, referring records get sources as well, and a first page sums it up.
 */
export const buildDossier = (
  dataset: Dataset,
  entry: Entry,
  language: string | undefined,
  briefing?: BriefingSettings,
): Block[] => {
  const type = dataset.catalog.type(entry.type);
  if (!type) return [];
  const record = dataset.record(entry);
  const isPlain = briefing !== undefined;
  const isBrief = briefing?.isBrief === true;
  const maxItems = isBrief ? MAX_BRIEF_ITEMS : Infinity;
  const maxSections = isBrief ? MAX_BRIEF_SECTIONS : Infinity;
  const wording = { dataset, language, isPlain };
  const footnotes = collectFootnotes(wording, isBrief ? 1 : Infinity);
  const assertedFields = collectEvidence(dataset, record);
  const markField = (text: string, field: string): Text =>
    addMarks(text, footnotes.marksFor(record, field, assertedFields));
  const data = dataWithDerivedEntries(dataset, entry);
  const context: DossierContext = { ...wording, entry, type, data, markField, footnotes, maxItems };
  const fields = Object.keys(type.schema.properties ?? {}).filter((field) => !PREAMBLE_FIELDS.has(field));
  const plainFields = fields.filter((field) => !isFactMap(type.schema, field));
  const sections = type.schema['x-dossier'] ?? [...fields, ...dataset.catalog.types.map(({ name }) => name)];
  const referrers = findReferrers(dataset, refOf(entry));
  const referrersByType = groupBy(referrers, ({ ref }) => [splitRef(ref)[0]]);
  const firstPage = briefing
    ? firstPageBlocks({ ...wording, entry, referrers, today: briefing.today, fields: columnLines(context) })
    : [];
  const columns = type.schema['x-columns'] ?? [];
  const blocks: Block[] = [
    { heading: titleOfEntry(context, entry), level: 1 },
    ...otherNames(context),
    ...firstPage,
    ...(isPlain ? [{ heading: type.title, level: 2 } as const] : []),
    { fields: plainFields.flatMap((field) => fieldLine(context, field)) },
    ...seriesOfRecord(dataset, entry).flatMap((series) => seriesBlocks(context, series, maxItems)),
    ...firstSections(
      isBrief ? sections.filter((section) => !columns.includes(section)) : sections,
      maxSections,
      (section) => {
        if (isFactMap(type.schema, section)) return factsSection(context, section);
        return referrersSection(context, section, referrersByType.get(section) ?? []);
      },
    ),
    ...footnotes.toBlocks(),
  ];
  return blocks.filter((block) => !('fields' in block) || block.fields.length > 0);
};

/** Builds sections until as many as allowed have content, so that only the sources of these are cited. */
const firstSections = (
  sections: readonly string[],
  maxSections: number,
  buildSection: (section: string) => readonly Block[],
): Block[] => {
  const blocks: Block[] = [];
  let count = 0;
  for (const section of sections) {
    const sectionBlocks = buildSection(section);
    if (sectionBlocks.length > 0) count += 1;
    blocks.push(...sectionBlocks);
    if (count < maxSections) continue;
    blocks.push({ prose: 'The full briefing has more sections.' });
    break;
  }
  return blocks;
};

/** The fields that the type shows in tables, without its name; a map by the names of its first entries. */
const columnLines = (context: DossierContext): [label: string, value: Cell][] =>
  (context.type.schema['x-columns'] ?? []).flatMap((field): [string, Cell][] => {
    if (PREAMBLE_FIELDS.has(field)) return [];
    const schema = ownValue(context.type.schema.properties, field);
    const facts = ownValue(context.data, field);
    if (schema?.['x-fact-map'] !== true || !isJsonObject(facts)) return fieldLine(context, field);
    const names = Object.keys(facts).map((slug) => labelOfFact(context, schema, slug));
    return [[schema.title ?? field, countMore(names, MAX_NAMES)]];
  });

/** Maximum number of names of facts on the first page. */
const MAX_NAMES = 8;

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
  const text = context.markField(formatValue(context, schema, value), field);
  if (typeof value === 'string' && isWebAddress(value)) return [[label, { text: value, href: value }]];
  return [[label, text]];
};

const factsSection = (context: DossierContext, field: string): Block[] => {
  const schema = ownValue(context.type.schema.properties, field);
  const facts = ownValue(context.data, field);
  if (!isJsonObject(facts)) return [];
  return [
    { heading: schema?.title ?? field, level: 2 },
    {
      items: Object.entries(facts)
        .slice(0, context.maxItems)
        .map(([slug, fact]) => factItem(context, schema, `${field}.${slug}`, slug, fact)),
    },
    ...omittedBlocks(context, Object.keys(facts).length),
  ];
};

/** Says how many items of a section a short briefing leaves out. */
const omittedBlocks = ({ maxItems }: DossierContext, count: number): Block[] =>
  count > maxItems ? [{ prose: `and ${count - maxItems} more` }] : [];

/** Name of a fact in a map: of the record that its key refers to, the title of its field, or the key in words. */
const labelOfFact = (context: ValueFormat, mapSchema: Schema | undefined, slug: string): string => {
  const { properties, propertyNames } = mapSchema ?? {};
  const keyType = propertyNames?.['x-ref'];
  if (keyType) return displayName(context, `${keyType}/${slug}`);
  return ownValue(properties, slug)?.title ?? slug.replaceAll('-', ' ');
};

const factItem = (
  context: DossierContext,
  mapSchema: Schema | undefined,
  path: string,
  slug: string,
  fact: JsonValue,
): ListItem => {
  const schema = mapSchema && schemaOfProperty(mapSchema, slug);
  const label = labelOfFact(context, mapSchema, slug);
  const basis = basisOf(fact);
  if (basis) return { label, text: addMarks(formatBasis(context, basis), basisMarks(context, basis)) };
  if (!isJsonObject(fact)) return { label, text: context.markField(formatValue(context, schema, fact), path) };
  if (isFigure(fact))
    return { label: capitalize(fact.measure), text: context.markField(formatFigure(context, fact), path) };
  const { summary, ...details } = fact;
  const detailText = Object.entries(details)
    .map(([name, part]) => formatValue(context, ownValue(schema?.properties, name), part))
    .join('; ');
  if (summary === undefined) return { label, text: context.markField(detailText || 'reported', path) };
  const summaryText = `${formatPlain(summary)}${detailText && ` (${detailText})`}`;
  return { label, text: context.markField(summaryText, path) };
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
const basisMarks = ({ dataset, footnotes, isPlain }: DossierContext, basis: readonly Ref[]): TextParts => {
  if (!isPlain) return [];
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
  const listed = [...groupBy(referrers, ({ ref }) => [ref])]
    .flatMap(([ref, references]) => {
      const entry = context.dataset.find(ref);
      if (!entry) return [];
      const through = references.every((reference) => reference.through) ? references[0]?.through : undefined;
      return [{ entry, firstPath: references[0]?.path ?? '', through }];
    })
    .sort((a, b) => compareText(b.entry.date ?? '', a.entry.date ?? ''));
  if (listed.length === 0) return [];
  return [
    { heading: `${pluralTitle(context.dataset, typeName)} (${listed.length})`, level: 2 },
    {
      items: listed
        .slice(0, context.maxItems)
        .map(({ entry, firstPath, through }) => referrerItem(context, entry, firstPath, through)),
    },
    ...omittedBlocks(context, listed.length),
  ];
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
      items: ownSeries.slice(0, context.maxItems).map((series) => ({
        label: seriesTitle(series),
        text: seriesLine(context, series, MAX_FIGURES),
      })),
    });
  if (ranks.length > 0)
    blocks.push(
      ...rankBlocks(
        context,
        ranks,
        Math.min(MAX_RANKS, context.maxItems),
        isPlain ? '' : `: minerals rank ${entry.id}`,
      ),
    );
  if (isPlain) {
    const marksByText = new Map(
      [...tableRefs].map((ref) => {
        const marks = tableMarks(context, ref);
        return [JSON.stringify(marks), marks];
      }),
    );
    blocks.push({ prose: addMarks('By official tables', [...marksByText.values()].flat()) });
  }
  return blocks;
};

/** Marks of the sources of the rows of a table. */
const tableMarks = ({ dataset, footnotes }: DossierContext, tableRef: string): TextParts => {
  const table = dataset.find(tableRef);
  if (!table) return [];
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
  let marks: TextParts = [];
  if (isPlain && markedField !== undefined)
    marks = footnotes.marksFor(record, markedField, collectEvidence(dataset, record, markedField));
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const missingDate = schema['x-date'] === undefined ? undefined : 'undated';
  const words = [titleOfEntry(context, entry), ...enumValuesIn(schema, data)];
  if (through !== undefined) words.push(`through ${displayName(context, through)}`);
  return definedOnly({
    label: entry.date ?? missingDate,
    text: addMarks(words.join(', '), marks),
    details: context.maxItems === Infinity ? [text?.trim()].filter((line) => line !== undefined) : [],
  });
};

/** Enum values among the default columns of a record, such as its kind and status. */
const enumValuesIn = (schema: Schema, data: JsonObject): string[] =>
  (schema['x-columns'] ?? []).flatMap((column) => {
    const path = fromDotted(column);
    const value = valueAt(data, path);
    const field = fieldAt(schema, path);
    if (typeof value !== 'string' || !field?.enum) return [];
    return [formatCode(field, value)];
  });

/** The end of a text: marks of sources, and values with marks. */
type TextParts = MarkedText['marked'];

/** Adds parts to a text. */
const addMarks = (text: string, parts: TextParts): Text => (parts.length === 0 ? text : { marked: [text, ...parts] });

/** The sources of a dossier, numbered in the order in which they are cited. */
interface Footnotes {
  /** Marks for the evidence of a field, followed by contradicting values with their marks. */
  readonly marksFor: (record: DatasetRecord, field: string, assertedFields: readonly AssertedField[]) => TextParts;
  /** Marks for passages. */
  readonly marksOf: (passages: readonly EvidenceItem[]) => TextParts;
  readonly toBlocks: () => readonly Block[];
}

/** `maxPassages` limits the passages listed for a source. */
const collectFootnotes = (wording: ValueFormat, maxPassages: number): Footnotes => {
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
  const toMarks = (passages: readonly EvidenceItem[]): SourceMarks => ({
    marks: [...new Set(passages.map(numberOf))].toSorted((a, b) => a - b),
  });
  return {
    marksFor: (record, field, assertedFields) => {
      const evidence = assertedFields.find((asserted) => asserted.field === field)?.evidence ?? [];
      const agreeing = evidence.filter(({ says }) => says === undefined);
      const parts: (string | SourceMarks)[] = [];
      if (agreeing.length > 0) parts.push(' ', toMarks(agreeing));
      const passagesByValue = groupBy(
        evidence.filter(({ says }) => says !== undefined),
        (passage) => [formatValueAt(wording, record, supportedPath(field, passage), passage.says ?? null)],
      );
      for (const [index, [value, passages]] of [...passagesByValue].entries())
        parts.push(`${index === 0 ? ' — sources differ: ' : '; '}${value} `, toMarks(passages));
      return parts;
    },
    marksOf: (passages) => (passages.length === 0 ? [] : [' ', toMarks(passages)]),
    toBlocks: () => {
      const sources = [...passagesBySource].map(([source, passages]): ListItem => ({
        text: source,
        // Passages without an address are identified by their words.
        details: [...passages.values()]
          .filter(({ url }) => url === '')
          .flatMap((passage) => quotedWords(passage) ?? []),
        links: [...passages.values()].flatMap(passageLinks).slice(0, maxPassages),
      }));
      return sources.length === 0 ? [] : [{ sources }];
    },
  };
};
