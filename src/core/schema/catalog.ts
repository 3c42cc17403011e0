import type { JsonValue } from '../model/record.ts';
import { definedItems } from '../model/defined-only.ts';
import { compareText } from '../model/text.ts';
import { DatasetError } from '../model/errors.ts';
import { ownValue } from '../model/own.ts';
import type { Path } from '../model/pointer.ts';
import { schemaOfProperty } from './walk.ts';
import { type Filter, readFilters } from './filters.ts';
import { findSchemaMistake } from './mistakes.ts';

/** A JSON Schema with all `$ref` expanded; only keywords that are used. schemas/README.md explains the `x-` keywords. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly 'x-folder'?: string;
  readonly 'x-order'?: number;
  readonly 'x-date'?: string;
  readonly 'x-date-otherwise'?: string;
  readonly 'x-presumptions'?: readonly {
    readonly field: string;
    readonly value: boolean | string;
    readonly where: Readonly<Record<string, readonly (boolean | string)[]>>;
    readonly because: string;
  }[];
  readonly 'x-bookkeeping'?: boolean;
  readonly 'x-columns'?: readonly string[];
  readonly 'x-identity'?: readonly (readonly string[])[];
  readonly 'x-near-duplicate'?: readonly (readonly string[])[];
  readonly 'x-chronology'?: readonly (readonly [string, string])[];
  readonly 'x-equal-dates'?: readonly (readonly [string, string])[];
  readonly 'x-selects'?: string;
  readonly 'x-editions'?: { readonly succeeds: string; readonly same?: readonly string[] };
  readonly 'x-dossier'?: readonly string[];
  readonly 'x-labels'?: Readonly<Record<string, string>>;
  readonly 'x-filters'?: Readonly<Record<string, string>>;
  /** Other names of filter values, by filter: the values that a phrase stands for. */
  readonly 'x-synonyms'?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Records from which entries of this map follow. */
  readonly 'x-derived-from'?: readonly DerivedFrom[];
  /** Field with the term of a record: from, until, duration. */
  readonly 'x-term'?: string;
  readonly 'x-valid'?: {
    readonly from: readonly string[];
    readonly until?: readonly string[];
    readonly before?: Readonly<Record<string, readonly string[]>>;
    readonly after?: Readonly<Record<string, readonly string[]>>;
    readonly succeeded?: string;
  };
  readonly 'x-relationship'?: {
    readonly between: readonly string[];
    readonly traits: readonly string[];
  };
  readonly 'x-sweeps'?: {
    readonly about: string;
    readonly languages: string;
    readonly where: string;
    readonly types: readonly string[];
  };
  readonly 'x-rows'?: {
    readonly in: string;
    readonly of: string;
    readonly subject: string;
    readonly series: readonly string[];
    readonly at: string;
    readonly alike: readonly string[];
    readonly whole: string;
  };
  readonly 'x-ref'?: string | null;
  readonly 'x-ref-types'?: readonly string[];
  readonly 'x-ref-code'?: boolean;
  readonly 'x-home'?: boolean;
  readonly 'x-members'?: boolean;
  readonly 'x-filter'?: string | readonly string[];
  readonly 'x-filter-through'?: boolean;
  readonly 'x-search'?: number;
  readonly 'x-name'?: boolean;
  readonly 'x-asserts'?: boolean;
  readonly 'x-quote-required'?: boolean;
  readonly 'x-fact-map'?: boolean;
  readonly 'x-any'?: boolean;
  readonly 'x-group'?: boolean;
  readonly 'x-pattern-hint'?: string;
  readonly 'x-unordered'?: boolean;
  readonly 'x-conflict'?: string;
  readonly 'x-fact-date'?: boolean;
  readonly 'x-max-days-apart'?: number;
  readonly 'x-latest-step-of'?: string;
  readonly 'x-unique-by'?: readonly string[];
  readonly 'x-disjoint-from'?: string | readonly string[];
  readonly 'x-region'?: boolean;
  readonly 'x-quote'?: boolean;
  readonly 'x-labelled'?: boolean;
  readonly 'x-csl'?: string;
  readonly 'x-csl-types'?: Readonly<Record<string, string>>;
}

/** Records of a type that give other records entries of a map: a deposit gives its countries its minerals. */
export interface DerivedFrom {
  readonly type: string;
  /** List in the record whose items are read one by one; default: the record itself. */
  readonly list?: string;
  /** Field with the ids of the records that get an entry. */
  readonly subject: string;
  /** Field with the keys of the entries, in the item or else in the record. */
  readonly item: string;
  /** Alternative conditions; all fields of one must have these values. */
  readonly where?: readonly Readonly<Record<string, JsonValue>>[];
}

/** A record type: its schema and its folder in the dataset. */
export interface RecordType {
  readonly name: string;
  /** Path of its schema. */
  readonly file: string;
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly schema: Schema;
}

/** The record types, in display order. */
export interface Catalog {
  readonly types: readonly RecordType[];
  readonly type: (name: string) => RecordType | undefined;
  readonly typeByFolder: (folder: string) => RecordType | undefined;
  /** Finds a type by its name or its folder's, in any case. */
  readonly typeByName: (name: string) => RecordType | undefined;
  /** Filters of queries by name, as the schemas declare them. */
  readonly filters: ReadonlyMap<string, Filter>;
  /** The type of the records that evidence names as sources; empty if there is none. */
  readonly sourceType: string;
  /** Folder of the schemas and of the word lists. */
  readonly folder: string;
  /** Schemas by file name, without expanded `$ref`. */
  readonly schemaFiles: ReadonlyMap<string, Schema>;
  /** Descriptions of filters, as `x-filters` has them. */
  readonly filterDescriptions: Readonly<Record<string, string>>;
  /** The values that phrases stand for, by filter, in the order of the files that have `x-synonyms`. */
  readonly synonyms: readonly NonNullable<Schema['x-synonyms']>[];
}

const SUFFIX = '.schema.json';

/**
 * Creates a catalog from the texts of the schemas, by file name. `folder` is where they were read from: errors name it.
 * Throws DatasetError if a schema cannot be used.
 */
export const createCatalog = (folder: string, schemaTexts: ReadonlyMap<string, string>): Catalog => {
  const schemaFiles = parseSchemas(folder, schemaTexts);
  const expand = createExpander(folder, schemaFiles);
  const types = [...schemaFiles]
    .filter(([file]) => file.endsWith(SUFFIX))
    .map(([file, schema]) => toRecordType(file.slice(0, -SUFFIX.length), `${folder}/${file}`, expand(file, schema)))
    .sort(compareTypes);
  const schemas = [...schemaFiles.values()];
  const annotations = {
    filterDescriptions: Object.assign({}, ...schemas.map((schema) => schema['x-filters'])),
    synonyms: definedItems(schemas.map((schema) => schema['x-synonyms'])),
  };
  return toCatalog(folder, types, annotations, () => schemaTexts, schemaFiles);
};

const parseSchemas = (folder: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, Schema> =>
  new Map([...texts].map(([file, text]) => [file, parseSchema(`${folder}/${file}`, text)]));

/** Presents types as a catalog. Without parsed `schemaFiles`, the texts are parsed where they are needed. */
export const toCatalog = (
  folder: string,
  types: readonly RecordType[],
  annotations: Pick<Catalog, 'filterDescriptions' | 'synonyms'>,
  texts: () => ReadonlyMap<string, string>,
  parsedFiles?: ReadonlyMap<string, Schema>,
): Catalog => {
  const byName = new Map(types.map((type) => [type.name, type]));
  const byFolder = new Map(types.map((type) => [type.folder, type]));
  let filters: ReadonlyMap<string, Filter> | undefined;
  let schemaFiles = parsedFiles;
  const catalog: Catalog = {
    types,
    // Computed on demand, because not every command needs them.
    get filters() {
      return (filters ??= readFilters(catalog));
    },
    sourceType: findSourceType(types),
    type: (name) => byName.get(name),
    typeByFolder: (name) => byFolder.get(name),
    typeByName: (name) => byName.get(name.toLowerCase()) ?? byFolder.get(name.toLowerCase()),
    folder,
    get schemaFiles() {
      return (schemaFiles ??= parseSchemas(folder, texts()));
    },
    ...annotations,
  };
  return catalog;
};

/** Finds the type that items of evidence refer to. */
const findSourceType = (types: readonly RecordType[]): string =>
  types.map(({ schema }) => fieldAt(schema, ['evidence', '0', 'source'])?.['x-ref']).find(Boolean) ?? '';

/** Sorts types by their `x-order`, then by name. */
const compareTypes = (a: RecordType, b: RecordType): number => {
  const [order, otherOrder] = [a.schema['x-order'] ?? Infinity, b.schema['x-order'] ?? Infinity];
  if (order !== otherOrder) return order - otherOrder;
  return compareText(a.name, b.name);
};

const parseSchema = (path: string, text: string): Schema => {
  let schema: unknown;
  try {
    schema = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DatasetError(`The schema ${path} cannot be read: ${(error as Error).message}`);
  }
  const mistake = findSchemaMistake(schema);
  if (mistake)
    throw new DatasetError(`The schema ${path} cannot be used: ${mistake.pointer || 'the file'} ${mistake.message}`);
  return schema as Schema;
};

const toRecordType = (name: string, file: string, schema: Schema): RecordType => ({
  name,
  file,
  folder: schema['x-folder'] ?? defaultFolder(name),
  title: schema.title ?? name,
  description: schema.description ?? '',
  schema,
});

/** The plural of a type's name, by the regular English rules. */
const defaultFolder = (name: string): string => {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return `${name}s`;
};

/**
 * Creates a function that replaces each `$ref` (`#/…` or `file.json#/…`) with the schema that it refers to. Keywords beside
 * a `$ref` take precedence. Each target is expanded once and shared.
 */
const createExpander = (
  folder: string,
  schemaFiles: ReadonlyMap<string, Schema>,
): ((file: string, schema: Schema) => Schema) => {
  const expandedTargets = new Map<string, object>();
  const startedTargets = new Set<string>();
  const expandTarget = (file: string, fragment: string, referringFile: string): object => {
    const key = `${file}#${fragment}`;
    const known = expandedTargets.get(key);
    if (known) return known;
    const target = resolveFragment(schemaFiles.get(file), fragment);
    if (typeof target !== 'object' || target === null)
      throw new DatasetError(`The schema ${folder}/${referringFile} refers to ${key}, which does not exist`);
    if (startedTargets.has(key))
      throw new DatasetError(`The schema ${folder}/${referringFile} refers to ${key}, which refers to itself`);
    startedTargets.add(key);
    const expanded = expandNode(file, target) as object;
    expandedTargets.set(key, expanded);
    return expanded;
  };
  const expandNode = (file: string, node: unknown): unknown => {
    if (Array.isArray(node)) return node.map((item) => expandNode(file, item));
    if (typeof node !== 'object' || node === null) return node;
    const keywords = Object.entries(node).filter(([key]) => key !== '$ref' && key !== '$defs');
    const expanded = Object.fromEntries(keywords.map(([key, child]) => [key, expandNode(file, child)]));
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref !== 'string') return expanded;
    const [targetFile = '', fragment = ''] = $ref.split('#');
    return { ...expandTarget(targetFile || file, fragment, file), ...expanded };
  };
  return (file, schema) => expandNode(file, schema) as Schema;
};

const resolveFragment = (schema: unknown, fragment: string): unknown => {
  let node = schema;
  for (const step of fragment.split('/').slice(1)) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = ownValue(node as Record<string, unknown>, step);
  }
  return node;
};

/** The schema of the field at a path, through maps and lists; undefined if there is no such field. */
export const fieldAt = (schema: Schema, path: Path): Schema | undefined => {
  let current: Schema | undefined = schema;
  for (const step of path) {
    if (!current) return undefined;
    current = current.items ?? schemaOfProperty(current, String(step));
  }
  return current;
};
