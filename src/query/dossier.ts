import type { Dataset, Entry, Referrer } from '../dataset/dataset.ts';
import { fromDotted, valueAt } from '../model/pointer.ts';
import { type Data, isData, isList, refOf, type Ref, type Value } from '../model/record.ts';
import type { Block, Cell, Item } from '../model/result.ts';
import { isWebAddress } from '../model/text.ts';
import type { Schema, Type } from '../schema/catalog.ts';
import { splitRef } from '../schema/references.ts';
import { type Assertion, evidenceOf, linksTo, type Passage } from './evidence.ts';
import { nameIn } from './tabulate.ts';
import { amount, figure, nameOf, said, type Wording, worded } from './wording.ts';

/**
 * A record as a person reads it: its fields, its facts with their sources, and what points at it, in the order of its schema.
 * For readers without the dataset at hand (`isPlain`) records are called by their names alone, and what points at this one
 * has its sources too.
 */
export const dossier = (dataset: Dataset, entry: Entry, language: string | undefined, isPlain = false): Block[] => {
  const type = dataset.catalog.type(entry.type);
  if (!type) return [];
  const { data } = dataset.read(entry);
  const notes = footnotes(evidenceOf(dataset, { type: entry.type, id: entry.id, data }));
  const page: Page = { dataset, entry, type, data, language, notes, isPlain };
  const fields = Object.keys(type.schema.properties ?? {});
  const order = type.schema['x-dossier'] ?? [
    ...fields.filter((field) => !PREAMBLE.has(field)),
    ...dataset.catalog.types.map(({ name }) => name),
  ];
  const named = new Map([...referrersByType(page)].filter(([name]) => order.includes(name)));
  const plain = fields.filter((field) => !PREAMBLE.has(field) && !isMapOfFacts(type.schema.properties?.[field]));
  const blocks: Block[] = [
    { heading: isPlain ? nameIn(entry, language) : `${nameIn(entry, language)} (${refOf(entry)})`, level: 1 },
    ...(isPlain ? [] : preamble(page)),
    ...(plain.length > 0 ? [{ fields: plain.flatMap((field) => fieldOf(page, field)) }] : []),
    ...order.flatMap((part) =>
      fields.includes(part) && isMapOfFacts(type.schema.properties?.[part])
        ? factsOf(page, part)
        : named.has(part)
          ? pointers(page, part, named.get(part) ?? [])
          : [],
    ),
  ];
  return [...blocks, ...notes.blocks()].filter((block) => !('fields' in block) || block.fields.length > 0);
};

interface Page extends Wording {
  readonly entry: Entry;
  readonly type: Type;
  readonly data: Data;
  readonly notes: Footnotes;
}

/** Fields that stand in the heading, in the footnotes, or nowhere. */
const PREAMBLE = new Set(['type', 'id', 'name', 'names', 'aliases', 'evidence']);

const isMapOfFacts = (schema: Schema | undefined): boolean => schema?.['x-entries'] === true;

const preamble = ({ data, entry }: Page): Block[] => {
  const others = entry.called.filter((name) => name !== entry.name);
  const shown = isData(data['names']) || data['aliases'] ? others : [];
  return shown.length > 0 ? [{ prose: `also: ${shown.join(', ')}` }] : [];
};

const fieldOf = (page: Page, field: string): [string, Cell][] => {
  const { type, data, notes } = page;
  const schema = type.schema.properties?.[field];
  const value = data[field];
  if (value === undefined) return [];
  const marks = notes.marks(field);
  if (typeof value === 'string' && isWebAddress(value)) return [[schema?.title ?? field, { text: value, href: value }]];
  return [[schema?.title ?? field, `${worded(page, schema, value)}${marks}`]];
};

const factsOf = (page: Page, field: string): Block[] => {
  const schema = page.type.schema.properties?.[field];
  const facts = page.data[field];
  if (!isData(facts)) return [];
  return [
    { heading: schema?.title ?? field, level: 2 },
    { items: Object.entries(facts).map(([slug, fact]) => factOf(page, schema, `${field}.${slug}`, slug, fact)) },
  ];
};

const factOf = (page: Page, around: Schema | undefined, path: string, slug: string, fact: Value): Item => {
  const { additionalProperties: any, properties, propertyNames } = around ?? {};
  const schema = properties?.[slug] ?? (typeof any === 'object' ? any : undefined);
  const key = propertyNames?.['x-ref'];
  const label = key ? nameOf(page, `${key}/${slug}`) : (properties?.[slug]?.title ?? slug.replaceAll('-', ' '));
  const marks = page.notes.marks(path);
  if (!isData(fact)) return { label, text: `${worded(page, schema, fact)}${marks}` };
  if (typeof fact['measure'] === 'string') return { label, text: `${figure(page, fact)}${marks}` };
  const { summary, ...rest } = fact;
  const others = Object.entries(rest).map(([name, part]) => worded(page, schema?.properties?.[name], part));
  if (summary === undefined) return { label, text: `${others.join('; ') || 'reported'}${marks}` };
  return { label, text: `${said(summary)}${others.length > 0 ? ` (${others.join('; ')})` : ''}${marks}` };
};

const referrersByType = ({ dataset, entry }: Page): Map<string, Referrer[]> => {
  const found = new Map<string, Referrer[]>();
  for (const referrer of dataset.referrers(refOf(entry))) {
    const [type] = splitRef(referrer.ref);
    found.set(type, [...(found.get(type) ?? []), referrer]);
  }
  return found;
};

/** The records of one type that name this one: each once, the newest first; rows of a table as what they say. */
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
  const folder = dataset.catalog.type(name)?.folder ?? name;
  return items.length > 0 ? [{ heading: `${folder.replaceAll('-', ' ')} (${items.length})`, level: 2 }, { items }] : [];
};

const pointerOf = ({ dataset, language, notes, isPlain }: Page, entry: Entry, paths: readonly string[]): Item => {
  const { data } = dataset.read(entry);
  const rows = paths.flatMap((path) => {
    const steps = fromDotted(path);
    const row = valueAt(data, steps.slice(0, -1));
    return isData(row) && isList(valueAt(data, steps.slice(0, -2))) && typeof row['value'] === 'number'
      ? [rowOf(row)]
      : [];
  });
  const field = ['summary', 'paraphrase'].find((each) => typeof data[each] === 'string');
  const text = field === undefined ? undefined : data[field];
  const told = field ?? fromDotted(paths[0] ?? '')[0];
  const marks =
    isPlain && told !== undefined
      ? notes.marks(told, evidenceOf(dataset, { type: entry.type, id: entry.id, data }, told))
      : '';
  return {
    ...(entry.date ? { label: entry.date } : {}),
    text: isPlain ? `${nameIn(entry, language)}${marks}` : `${nameIn(entry, language)} (${refOf(entry)})`,
    details: rows.length > 0 ? [rows.join('; ')] : typeof text === 'string' ? [text.trim()] : [],
  };
};

const rowOf = ({ measure, stage, year, ...rest }: Data): string =>
  [measure, stage, year, amount(rest)].map(said).filter(Boolean).join(' ');

/** The passages of a page, numbered in the order in which they are asked for. */
interface Footnotes {
  /** The marks of a field of the page's record, or of another whose evidence is given. */
  readonly marks: (field: string, assertions?: readonly Assertion[]) => string;
  readonly blocks: () => readonly Block[];
}

const footnotes = (own: readonly Assertion[]): Footnotes => {
  const numbers = new Map<string, number>();
  const passages: Passage[] = [];
  const numberOf = (passage: Passage): number => {
    const { source, locator, by } = passage;
    const key = JSON.stringify([source, locator, by]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    passages.push(passage);
    numbers.set(key, passages.length);
    return passages.length;
  };
  const marksOf = (assertions: readonly Assertion[], field: string): string => {
    const evidence = assertions.find((each) => each.field === field)?.evidence ?? [];
    const agree = evidence.filter(({ says }) => says === undefined);
    const differ = evidence.filter(({ says }) => says !== undefined);
    const carried = [...new Set(agree.map(numberOf))].map((number) => `[${number}]`).join('');
    const disputed = differ.map((passage) => `; ${said(passage.says)} [${numberOf(passage)}]`).join('');
    return `${carried ? ` ${carried}` : ''}${disputed ? ` — otherwise${disputed.slice(1)}` : ''}`;
  };
  return {
    marks: (field, assertions = own) => marksOf(assertions, field),
    blocks: () => (passages.length > 0 ? [{ heading: 'sources', level: 2 }, { items: passages.map(sourceItem) }] : []),
  };
};

const sourceItem = (passage: Passage, index: number): Item => ({
  label: `[${index + 1}]`,
  text: [passage.by, passage.title, passage.published].filter(Boolean).join(', '),
  links: linksTo(passage),
});
