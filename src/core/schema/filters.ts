import { definedOnly } from '../model/defined-only.ts';
import type { JsonObject } from '../model/record.ts';
import type { Catalog, Schema, RecordType } from './catalog.ts';
import { toRef } from './references.ts';
import { childSchemas, walkRecord } from './walk.ts';
import { ownValue } from '../model/own.ts';

/** A filter of `query`, declared by `x-filter` on one or more fields. */
export interface Filter {
  readonly name: string;
  /** Description that completes "only records …". */
  readonly description: string;
  /** Type of the records that its values refer to, if they refer to records; the first type if there are several. */
  readonly refType?: string;
  /** All types of records that its values refer to. */
  readonly refTypes: readonly string[];
  /** True if the filter is named after its type (`--country`): it then also matches the record itself. Others match a role. */
  readonly includesSelf: boolean;
  /** True if its values are texts, possibly besides references. */
  readonly isText: boolean;
  /** The filter that finds the records related to records with this value: agreements by the region of their countries. */
  readonly through?: string;
  /** The allowed values, if the schema has an enum. */
  readonly values?: readonly string[];
  readonly isBoolean: boolean;
}

export const filterNames = (schema: Schema | undefined): readonly string[] => {
  const names = schema?.['x-filter'] ?? [];
  return typeof names === 'string' ? [names] : names;
};

/** Filters of all schemas by name, in the order of the types. */
export const readFilters = (catalog: Catalog): ReadonlyMap<string, Filter> => {
  const filters = new Map<string, Filter>();
  const addFilter = (type: RecordType, name: string, schema: Schema): void => {
    const valueSchema = schema.items ?? (schema.propertyNames?.['x-ref'] ? schema.propertyNames : schema);
    const previous = filters.get(name);
    const refTypes = [...new Set([...(previous?.refTypes ?? []), ...findRefTypes(catalog, name, valueSchema)])];
    const [refType] = refTypes;
    const values = valueSchema.enum ?? previous?.values;
    const isBoolean = valueSchema.type === 'boolean';
    const through = schema['x-filter-through'] ? type.name : previous?.through;
    const isEnum = values !== undefined && through === undefined;
    const filter = definedOnly({
      name,
      description: ownValue(catalog.filterDescriptions, name) ?? `with this ${name}`,
      refType,
      refTypes,
      includesSelf: refType === name,
      isText: previous?.isText || !(valueSchema['x-ref'] || isBoolean || isEnum),
      through,
      values,
      isBoolean,
    });
    filters.set(name, filter);
  };
  // Types share the schema objects of common definitions, so each is visited once.
  const visited = new Set<Schema>();
  const addFilters = (type: RecordType, schema: Schema): void => {
    if (visited.has(schema)) return;
    visited.add(schema);
    for (const name of filterNames(schema)) addFilter(type, name, schema);
    for (const child of childSchemas(schema)) addFilters(type, child);
  };
  for (const type of catalog.types) addFilters(type, type.schema);
  return filters;
};

/** The types that a field's references can have under a filter; a filter named after a type accepts only that type. */
const findRefTypes = (catalog: Catalog, filter: string, schema: Schema): readonly string[] => {
  const refType = schema['x-ref'];
  if (!refType) return [];
  const isNamedAfterType = catalog.type(filter) !== undefined;
  if (isNamedAfterType && refType === '*') return [filter];
  const types = schema['x-ref-types'] ?? (refType === '*' ? [] : [refType]);
  return isNamedAfterType && types.includes(filter) ? [filter] : types;
};

/** True if records of this type can have a value for the filter, in a field, by themselves or through another filter. */
export const hasFilterValue = (
  catalog: Catalog,
  { name, refType, includesSelf, through }: Filter,
  type: RecordType,
): boolean => {
  if (includesSelf && type.name === refType) return true;
  if (declaresFilter(type.schema, name)) return true;
  const throughFilter = catalog.filters.get(through ?? '');
  return throughFilter !== undefined && hasFilterValue(catalog, throughFilter, type);
};

/** True if records of this type can match the filter, directly or by what the referenced records select (`x-selects`). */
export const mayMatchFilter = (catalog: Catalog, filter: Filter, type: RecordType): boolean => {
  if (hasFilterValue(catalog, filter, type)) return true;
  const selectedFilter = catalog.filters.get(catalog.type(filter.refType ?? '')?.schema['x-selects'] ?? '');
  return selectedFilter !== undefined && hasFilterValue(catalog, selectedFilter, type);
};

/** True if a schema or one within it declares the filter. */
const declaresFilter = (schema: Schema, filter: string): boolean =>
  filterNames(schema).includes(filter) || childSchemas(schema).some((child) => declaresFilter(child, filter));

/** Name of the index that repeats the values of a filter's fields with `x-filter-through`. */
export const throughIndexName = (filter: string): string => `${filter} through`;

/**
 * The values of a record by filter: refs as `type/id`, everything else as text. Values of fields with `x-filter-through`
 * are also listed under `throughIndexName`.
 */
export const valuesForFilter = (schema: Schema, data: JsonObject): Readonly<Record<string, readonly string[]>> => {
  const valuesByFilter = new Map<string, Set<string>>();
  for (const { schema: nodeSchema, value, parentSchema } of walkRecord(schema, data, 'x-filter')) {
    if (typeof value !== 'string' && typeof value !== 'boolean') continue;
    const refType = nodeSchema['x-ref'];
    // A list or a map passes its filters on: to its items, or to the keys that are references.
    const inheritsFilters = parentSchema?.items !== undefined || Boolean(refType);
    const names = [...filterNames(nodeSchema), ...filterNames(inheritsFilters ? parentSchema : undefined)];
    for (const name of names) {
      const text = refType ? toRef(refType, String(value)) : String(value);
      if (refType && !isAcceptedRef(nodeSchema, name, text)) continue;
      const indexNames = nodeSchema['x-filter-through'] ? [name, throughIndexName(name)] : [name];
      for (const indexName of indexNames)
        valuesByFilter.set(indexName, (valuesByFilter.get(indexName) ?? new Set()).add(text));
    }
  }
  return Object.fromEntries([...valuesByFilter].map(([name, values]) => [name, [...values]]));
};

/** True if a filter accepts a reference of a field: a filter named after one of several types accepts only that type. */
const isAcceptedRef = (schema: Schema, filter: string, ref: string): boolean => {
  const types = schema['x-ref-types'];
  const isOfFilterType = ref.startsWith(`${filter}/`);
  if (types) return isOfFilterType || !types.includes(filter);
  return isOfFilterType || schema['x-ref'] !== '*';
};
