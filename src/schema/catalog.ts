import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetError } from '../model/errors.ts';
import type { Path } from '../model/pointer.ts';

/** A JSON Schema with every `$ref` expanded, as far as we read it; `x-` keywords: schemas/README.md. */
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
  readonly 'x-columns'?: readonly string[];
  readonly 'x-identity'?: readonly (readonly string[])[];
  readonly 'x-near-duplicate'?: readonly (readonly string[])[];
  readonly 'x-chronology'?: readonly (readonly [string, string])[];
  readonly 'x-equal-dates'?: readonly (readonly [string, string])[];
  readonly 'x-selects'?: string;
  readonly 'x-editions'?: { readonly succeeds: string; readonly same?: readonly string[] };
  readonly 'x-dossier'?: readonly string[];
  readonly 'x-filters'?: Readonly<Record<string, string>>;
  readonly 'x-valid'?: {
    readonly from: readonly string[];
    readonly until?: readonly string[];
    readonly before?: Readonly<Record<string, readonly string[]>>;
    readonly after?: Readonly<Record<string, readonly string[]>>;
    readonly succeeded?: string;
  };
  readonly 'x-relationship'?: {
    readonly between: string;
    readonly others?: string;
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
  readonly 'x-filter'?: string | readonly string[];
  readonly 'x-filter-through'?: boolean;
  readonly 'x-search'?: number;
  readonly 'x-name'?: boolean;
  readonly 'x-asserts'?: boolean;
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
  readonly 'x-disjoint-from'?: string;
  readonly 'x-region'?: boolean;
  readonly 'x-quote'?: boolean;
  readonly 'x-csl'?: string;
  readonly 'x-csl-types'?: Readonly<Record<string, string>>;
}

/** A type of records: a schema and a folder. */
export interface RecordType {
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly schema: Schema;
}

/** The types, in the order in which they are shown. */
export interface Catalog {
  readonly types: readonly RecordType[];
  readonly type: (name: string) => RecordType | undefined;
  readonly ofFolder: (folder: string) => RecordType | undefined;
  /** The type that a person means, by its name or its folder's. */
  readonly typeByName: (name: string) => RecordType | undefined;
  /** The schema files as they stand, by file name. */
  readonly sources: ReadonlyMap<string, Schema>;
}

const SUFFIX = '.schema.json';

/** The types that a folder of schemas declares. Throws DatasetError where the schemas cannot be read. */
export const readCatalog = (folder: string): Catalog => {
  const sources = new Map<string, Schema>();
  try {
    for (const file of readdirSync(folder).sort())
      if (file.endsWith('.json')) sources.set(file, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (error) {
    throw new DatasetError(`The schemas in ${folder} cannot be read: ${(error as Error).message}`);
  }
  const expand = expander(sources);
  const types = [...sources.keys()]
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => typeOf(file.slice(0, -SUFFIX.length), expand(file, sources.get(file) ?? {})))
    .sort(
      (a, b) => (a.schema['x-order'] ?? Infinity) - (b.schema['x-order'] ?? Infinity) || (a.name < b.name ? -1 : 1),
    );
  const byName = new Map(types.map((type) => [type.name, type]));
  const byFolder = new Map(types.map((type) => [type.folder, type]));
  return {
    types,
    type: (name) => byName.get(name),
    ofFolder: (name) => byFolder.get(name),
    typeByName: (name) => byName.get(name.toLowerCase()) ?? byFolder.get(name.toLowerCase()),
    sources,
  };
};

const typeOf = (name: string, schema: Schema): RecordType => ({
  name,
  folder: schema['x-folder'] ?? plural(name),
  title: schema.title ?? name,
  description: schema.description ?? '',
  schema,
});

const plural = (name: string): string => (/[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`);

/** Replaces every `$ref` (`#/…` or `file.json#/…`) by what it names, each expanded once; what stands beside it wins. */
const expander = (sources: ReadonlyMap<string, Schema>): ((file: string, node: Schema) => Schema) => {
  const known = new Map<string, object>();
  const target = (file: string, fragment: string, by: string): object => {
    const key = `${file}#${fragment}`;
    const found = known.get(key) ?? (within(file, stepsTo(sources.get(file), fragment)) as object | undefined);
    if (found === undefined) throw new DatasetError(`The schema ${by} refers to ${key}, which does not exist`);
    known.set(key, found);
    return found;
  };
  const within = (file: string, node: unknown): unknown => {
    if (Array.isArray(node)) return node.map((item) => within(file, item));
    if (typeof node !== 'object' || node === null) return node;
    const own: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(node))
      if (key !== '$ref' && key !== '$defs') own[key] = within(file, part);
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref !== 'string') return own;
    const [named = '', fragment = ''] = $ref.split('#');
    return { ...target(named === '' ? file : named, fragment, file), ...own };
  };
  return (file, node) => within(file, node) as Schema;
};

const stepsTo = (source: unknown, fragment: string): unknown => {
  let found = source;
  for (const step of fragment.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[step];
  return found;
};

/** The schema of the field at a path of a type, through maps and lists; undefined where the type has none. */
export const fieldAt = (schema: Schema, path: Path): Schema | undefined => {
  let current: Schema | undefined = schema;
  for (const step of path) {
    if (current?.items) current = current.items;
    else if (current?.properties && Object.hasOwn(current.properties, step)) current = current.properties[step];
    else current = typeof current?.additionalProperties === 'object' ? current.additionalProperties : undefined;
  }
  return current;
};
