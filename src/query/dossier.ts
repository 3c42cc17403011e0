import type { Dataset, Entry, Referrer } from '../dataset/dataset.ts';
import { groupBy } from '../model/group-by.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type JsonObject, isJsonObject, type DatasetRecord, refOf, type Ref, type JsonValue } from '../model/record.ts';
import type { Block, Cell, ListItem } from '../model/result.ts';
import { capitalize, isWebAddress } from '../model/text.ts';
import { fieldAt, type Schema, type RecordType } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import {
  type AssertedField,
  collectEvidence,
  passageLinks,
  type EvidenceItem,
  supportedPath,
  quotedWords,
} from './evidence.ts';
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
import { ownValue } from '../model/own.ts';

/**
 * A record as a person reads it: its fields, its facts with their sources, and what points at it, in the order of its schema.
 * For readers without the dataset at hand (`isPlain`) records are called by their names alone, and what points at this one
 * has its sources too.
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
  const { data } = record;
  const wording = { dataset, language, isPlain };
  const notes = footnotes(wording);
  const assertions = collectEvidence(dataset, record);
  const marks = (field: string): string => notes.marks(record, field, assertions);
  const page: Page = { ...wording, entry, type, data, marks, notes };
  const fields = Object.keys(type.schema.properties ?? {});
  const order = type.schema['x-dossier'] ?? [
    ...fields.filter((field) => !PREAMBLE.has(field)),
    ...dataset.catalog.types.map(({ name }) => name),
  ];
  const named = new Map([...referrersByType(page)].filter(([name]) => order.includes(name)));
  const plain = fields.filter(
    (field) => !PREAMBLE.has(field) && !isMapOfFacts(ownValue(type.schema.properties, field)),
  );
  const blocks: Block[] = [
    {
      heading: isPlain ? nameInLanguage(entry, language) : `${nameInLanguage(entry, language)} (${refOf(entry)})`,
      level: 1,
    },
    ...(isPlain ? [] : preamble(page)),
    ...(plain.length > 0 ? [{ fields: plain.flatMap((field) => fieldOf(page, field)) }] : []),
    ...seriesOfRecord(dataset, entry).flatMap((series) => seriesBlocks(page, series)),
    ...order.flatMap((part) =>
      fields.includes(part) && isMapOfFacts(ownValue(type.schema.properties, part))
        ? factsOf(page, part)
        : named.has(part)
          ? (dataset.catalog.type(part)?.schema['x-rows'] ? tables : pointers)(page, part, named.get(part) ?? [])
          : [],
    ),
  ];
  return [...blocks, ...notes.blocks()].filter((block) => !('fields' in block) || block.fields.length > 0);
};

interface Page extends ValueFormat {
  readonly entry: Entry;
  readonly type: RecordType;
  readonly data: JsonObject;
  /** The marks of a field of the page's record. */
  readonly marks: (field: string) => string;
  readonly notes: Footnotes;
}

/** Fields that stand in the heading, in the footnotes, or nowhere. */
const PREAMBLE = new Set(['type', 'id', 'name', 'names', 'aliases', 'evidence']);

const isMapOfFacts = (schema: Schema | undefined): boolean => schema?.['x-fact-map'] === true;

const preamble = ({ data, entry, language }: Page): Block[] => {
  const own = nameInLanguage(entry, language).toLowerCase();
  const others = entry.allNames.filter((name) => name.toLowerCase() !== own);
  const shown = isJsonObject(data['names']) || data['aliases'] ? others : [];
  return shown.length > 0 ? [{ prose: `Also: ${shown.join(', ')}` }] : [];
};

const fieldOf = (page: Page, field: string): [string, Cell][] => {
  const { type, data } = page;
  const schema = ownValue(type.schema.properties, field);
  const value = data[field];
  if (value === undefined) return [];
  const marks = page.marks(field);
  if (typeof value === 'string' && isWebAddress(value)) return [[schema?.title ?? field, { text: value, href: value }]];
  return [[schema?.title ?? field, `${formatValue(page, schema, value)}${marks}`]];
};

const factsOf = (page: Page, field: string): Block[] => {
  const schema = ownValue(page.type.schema.properties, field);
  const facts = page.data[field];
  if (!isJsonObject(facts)) return [];
  return [
    { heading: schema?.title ?? field, level: 2 },
    { items: Object.entries(facts).map(([slug, fact]) => factOf(page, schema, `${field}.${slug}`, slug, fact)) },
  ];
};

const factOf = (page: Page, around: Schema | undefined, path: string, slug: string, fact: JsonValue): ListItem => {
  const { additionalProperties: any, properties, propertyNames } = around ?? {};
  const schema = ownValue(properties, slug) ?? (typeof any === 'object' ? any : undefined);
  const key = propertyNames?.['x-ref'];
  const label = key
    ? displayName(page, `${key}/${slug}`)
    : (ownValue(properties, slug)?.title ?? slug.replaceAll('-', ' '));
  const marks = page.marks(path);
  if (!isJsonObject(fact)) return { label, text: `${formatValue(page, schema, fact)}${marks}` };
  if (isFigure(fact)) return { label: capitalize(fact.measure), text: `${formatFigure(page, fact)}${marks}` };
  const { summary, ...rest } = fact;
  const others = Object.entries(rest).map(([name, part]) =>
    formatValue(page, ownValue(schema?.properties, name), part),
  );
  if (summary === undefined) return { label, text: `${others.join('; ') || 'reported'}${marks}` };
  return { label, text: `${formatPlain(summary)}${others.length > 0 ? ` (${others.join('; ')})` : ''}${marks}` };
};

const referrersByType = ({ dataset, entry }: Page): Map<string, Referrer[]> => {
  const found = new Map<string, Referrer[]>();
  for (const referrer of dataset.referrers(refOf(entry))) {
    const [type] = splitRef(referrer.ref);
    found.set(type, [...(found.get(type) ?? []), referrer]);
  }
  return found;
};

/** The records of one type that name this one: each once, the newest first. */
const pointers = (page: Page, name: string, referrers: readonly Referrer[]): Block[] => {
  const { dataset } = page;
  const byRef = new Map<Ref, string[]>();
  for (const { ref, path } of referrers) byRef.set(ref, [...(byRef.get(ref) ?? []), path]);
  const items = [...byRef]
    .flatMap(([ref, paths]) => {
      const entry = dataset.find(ref);
      return entry ? [{ entry, paths }] : [];
    })
    .sort((a, b) =>
      (a.entry.date ?? '') < (b.entry.date ?? '') ? 1 : (a.entry.date ?? '') > (b.entry.date ?? '') ? -1 : 0,
    )
    .map(({ entry, paths }) => pointerOf(page, entry, paths));
  return items.length > 0 ? [{ heading: `${titleOfType(dataset, name)} (${items.length})`, level: 2 }, { items }] : [];
};

const titleOfType = (dataset: Dataset, name: string): string =>
  capitalize((dataset.catalog.type(name)?.folder ?? name).replaceAll('-', ' '));

/** The tables that tell of this record: of what they are about the greatest, of what they list its place among the others. */
const tables = (page: Page, name: string, referrers: readonly Referrer[]): Block[] => {
  const { dataset, entry, notes, isPlain } = page;
  const own = refOf(entry);
  const all = readSeries(
    dataset,
    [...new Set(referrers.map(({ ref }) => ref))]
      .flatMap((ref) => dataset.find(ref) ?? [])
      .map((each) => ({ entry: each })),
  );
  const about = all.filter(({ topicRef: of }) => of === own);
  const places = ranksOf(all, own);
  const told = [...new Set([...about, ...places.map(({ series }) => series)].map((series) => series.tableRef))];
  const marks = new Set(
    (isPlain ? told : []).map((ref) => {
      const table = dataset.find(ref);
      const field = dataset.catalog.type(name)?.schema['x-rows']?.in ?? '';
      return table
        ? notes.marks(dataset.record(table), field, collectEvidence(dataset, dataset.record(table), field))
        : '';
    }),
  );
  if (told.length === 0) return [];
  return [
    { heading: `${titleOfType(dataset, name)} (${told.length})`, level: 2 },
    ...(about.length > 0
      ? [{ items: about.map((series) => ({ label: seriesTitle(series), text: seriesLine(page, series, GREATEST) })) }]
      : []),
    ...(places.length > 0 ? rankBlocks(page, places, PLACES, isPlain ? '' : `: minerals rank ${entry.id}`) : []),
    ...(isPlain ? [{ prose: `By official tables${[...marks].join('')}` }] : []),
  ];
};

/** How many are told of those that a table lists, and of the tables that list a record. */
const GREATEST = 5;
const PLACES = 10;

const pointerOf = ({ notes, isPlain, ...wording }: Page, entry: Entry, paths: readonly string[]): ListItem => {
  const { dataset, language } = wording;
  const record = dataset.record(entry);
  const { data } = record;
  const field = ['summary', 'paraphrase'].find((each) => typeof data[each] === 'string');
  const text = field === undefined ? undefined : data[field];
  const told = field ?? fromDotted(paths[0] ?? '')[0];
  const marks = isPlain && told !== undefined ? notes.marks(record, told, collectEvidence(dataset, record, told)) : '';
  const schema = dataset.catalog.type(entry.type)?.schema ?? {};
  const label = entry.date ?? (schema['x-date'] === undefined ? undefined : 'undated');
  const called = isPlain ? nameInLanguage(entry, language) : `${nameInLanguage(entry, language)} (${refOf(entry)})`;
  return {
    ...(label === undefined ? {} : { label }),
    text: `${[called, ...kindsOf(schema, data)].join(', ')}${marks}`,
    details: typeof text === 'string' ? [text.trim()] : [],
  };
};

/** What a record is, in the words of closed lists, as far as its table shows it: its form, how far it got. */
const kindsOf = (schema: Schema, data: JsonObject): string[] =>
  (schema['x-columns'] ?? []).flatMap((column) => {
    const path = fromDotted(column);
    const value = valueAt(data, path);
    return fieldAt(schema, path)?.enum && typeof value === 'string' ? [value] : [];
  });

/** The sources of a page, numbered in the order in which they are asked for. */
interface Footnotes {
  /** The marks of a field of a record by its evidence, and what others say instead. */
  readonly marks: (record: DatasetRecord, field: string, assertions: readonly AssertedField[]) => string;
  readonly blocks: () => readonly Block[];
}

const footnotes = (wording: ValueFormat): Footnotes => {
  /** The passages of each source, by what the source is called, by their places. */
  const notes = new Map<string, Map<string, EvidenceItem>>();
  const numbers = new Map<string, number>();
  const numberOf = (passage: EvidenceItem): number => {
    const called = [passage.by, passage.title, passage.published].filter(Boolean).join(', ');
    const passages = notes.get(called) ?? new Map<string, EvidenceItem>();
    notes.set(called, passages.set(JSON.stringify([passage.url, passage.quote, passage.locator]), passage));
    const number = numbers.get(called) ?? notes.size;
    numbers.set(called, number);
    return number;
  };
  const marked = (carriers: readonly EvidenceItem[]): string =>
    [...new Set(carriers.map(numberOf))]
      .toSorted((a, b) => a - b)
      .map((number) => `[${number}]`)
      .join('');
  return {
    marks: (record, field, assertions) => {
      const evidence = assertions.find((each) => each.field === field)?.evidence ?? [];
      const carried = marked(evidence.filter(({ says }) => says === undefined));
      const others = groupBy(
        evidence.filter(({ says }) => says !== undefined),
        (passage) => [formatValueAt(wording, record, supportedPath(field, passage), passage.says ?? null)],
      );
      const disputed = [...others].map(([value, carriers]) => `${value} ${marked(carriers)}`).join('; ');
      return `${carried ? ` ${carried}` : ''}${disputed ? ` — otherwise ${disputed}` : ''}`;
    },
    blocks: () => {
      const items = [...notes].map(([text, passages], index): ListItem => ({
        label: `[${index + 1}]`,
        text,
        // What has no address is told by its words.
        details: [...passages.values()].flatMap((each) => (each.url === '' ? (quotedWords(each) ?? []) : [])),
        links: [...passages.values()].flatMap(passageLinks),
      }));
      return items.length > 0 ? [{ heading: 'Sources', level: 2 }, { items }] : [];
    },
  };
};
