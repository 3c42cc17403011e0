import type { JsonObject } from '../model/record.ts';
import type { Catalog, Schema, RecordType } from './catalog.ts';
import { nestedValues, walkRecord } from './walk.ts';

/** A filter of `query`, as `x-filter` declares it on one field or more. */
export interface Filter {
  readonly name: string;
  /** What it asks, as "only records …". */
  readonly description: string;
  /** The type of record that its values name, where they name records. */
  readonly of?: string;
  /** Whether it bears the name of that type and so asks for all that concerns a record, itself included; others ask for a role. */
  readonly concerns: boolean;
  /** Whether its values are texts, some of them beside records that it names. */
  readonly isText: boolean;
  /** The filter by which it finds what concerns the records that have its values: agreements by the region of their countries. */
  readonly through?: string;
  /** The values that it takes, where the schema closes the list. */
  readonly values?: readonly string[];
  readonly isBoolean: boolean;
}

export const filterNames = (schema: Schema | undefined): readonly string[] => {
  const names = schema?.['x-filter'];
  return names === undefined ? [] : typeof names === 'string' ? [names] : names;
};

/** The filters that the schemas declare, by name, in the order of the types. */
export const readFilters = (catalog: Catalog): ReadonlyMap<string, Filter> => {
  const existing = found.get(catalog);
  if (existing) return existing;
  const filters = new Map<string, Filter>();
  const descriptions = Object.assign(
    {},
    ...[...catalog.sources.values()].map((schema) => schema['x-filters']),
  ) as Record<string, string>;
  const add = (type: RecordType, name: string, schema: Schema): void => {
    const leaf = schema.items ?? (schema.propertyNames?.['x-ref'] ? schema.propertyNames : schema);
    const known = filters.get(name);
    const named = leaf['x-ref'] === '*' ? (catalog.type(name) ? name : undefined) : leaf['x-ref'];
    const of = named || known?.of;
    const values = leaf.enum ?? known?.values;
    const isBoolean = leaf.type === 'boolean';
    const through = schema['x-filter-through'] ? type.name : known?.through;
    filters.set(name, {
      name,
      description: descriptions[name] ?? `with this ${name}`,
      ...(of ? { of } : {}),
      concerns: of === name,
      isText: known?.isText || !(leaf['x-ref'] || isBoolean || (values && through === undefined)),
      ...(through === undefined ? {} : { through }),
      ...(values ? { values } : {}),
      isBoolean,
    });
  };
  // What several types have in common is the same object in each, and seen once.
  const seen = new Set<Schema>();
  const look = (type: RecordType, schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const name of filterNames(schema)) add(type, name, schema);
    for (const inner of nestedValues(schema)) look(type, inner);
  };
  for (const type of catalog.types) look(type, type.schema);
  found.set(catalog, filters);
  return filters;
};

const found = new WeakMap<Catalog, ReadonlyMap<string, Filter>>();

/** Whether records of a type can have a value under a filter: by what they say, are, or concern. */
export const hasFilterValue = (
  catalog: Catalog,
  { name, of, concerns, through }: Filter,
  type: RecordType,
): boolean => {
  const other = through === undefined ? undefined : readFilters(catalog).get(through);
  return (
    (concerns && type.name === of) ||
    declares(type.schema, name) ||
    (other !== undefined && hasFilterValue(catalog, other, type))
  );
};

/** Whether a filter can find records of a type: those, and what the records that it names select. */
export const mayMatchFilter = (catalog: Catalog, filter: Filter, type: RecordType): boolean => {
  const selects = readFilters(catalog).get(catalog.type(filter.of ?? '')?.schema['x-selects'] ?? '');
  return hasFilterValue(catalog, filter, type) || (selects !== undefined && hasFilterValue(catalog, selects, type));
};

/** Whether a filter stands anywhere in a schema. */
const declares = (schema: Schema, filter: string): boolean =>
  filterNames(schema).includes(filter) || nestedValues(schema).some((inner) => declares(inner, filter));

/** What a record says under each filter: refs as `type/id`, everything else as text. */
export const valuesForFilter = (schema: Schema, data: JsonObject): Readonly<Record<string, readonly string[]>> => {
  const found = new Map<string, Set<string>>();
  for (const { schema: place, value, around } of walkRecord(schema, data, 'x-filter')) {
    if (typeof value !== 'string' && typeof value !== 'boolean') continue;
    const ref = place['x-ref'];
    // A list or a map hands its filters down: to its items, or to the keys that name records.
    for (const name of [...filterNames(place), ...(around?.items || ref ? filterNames(around) : [])]) {
      const text = ref && ref !== '*' ? `${ref}/${value}` : String(value);
      if (ref === '*' && !text.startsWith(`${name}/`)) continue;
      const values = found.get(name) ?? new Set();
      found.set(name, values.add(text));
    }
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, [...values]]));
};
