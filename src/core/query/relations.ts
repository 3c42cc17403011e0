import type { Dataset, Entry } from '../index/dataset.ts';
import { type DateInterval, parseDate } from '../model/date.ts';
import { definedOnly } from '../model/defined-only.ts';
import { type Path, valueAt } from '../model/pointer.ts';
import { asObject, asText, isList, type JsonValue, type Ref, refOf } from '../model/record.ts';
import type { RelationField, Relation } from '../model/relation.ts';
import type { Catalog, Schema, RecordType } from '../schema/catalog.ts';
import { toClaims } from './claims.ts';
import { addCodeColumns } from './code-columns.ts';
import { basisOf, dataWithDerivedEntries } from './derived-maps.ts';
import { toListTables } from './list-tables.ts';

type RelationRows = (JsonValue | undefined)[][];

/** The records of an export, if it is not of the whole dataset: those that were selected and those that they refer to. */
export interface Selection {
  readonly selected: ReadonlySet<Ref>;
  readonly referred: ReadonlySet<Ref>;
}

/**
 * Converts the dataset to tables: one per type, with nested fields as columns (`speaker_name`), one per list or map of
 * facts (`agreements_history`), whose rows name the record and the position or key, one per list of values
 * (`agreements_parties`), and the claims.
 */
export const toRelations = (dataset: Dataset, selection?: Selection): Relation[] => {
  const relations = dataset.catalog.types.flatMap((type) => typeRelations(dataset, type, selection));
  const withLists = relations.flatMap((relation) => [relation, ...toListTables(relation)]);
  const allRelations = [...withLists, toClaims(dataset, selectedEntries(dataset, selection))];
  return dropBrokenKeys(addCodeColumns(dataset, allRelations));
};

/** All entries, or those of a selection. */
export const selectedEntries = (dataset: Dataset, selection: Selection | undefined): readonly Entry[] => {
  if (!selection) return dataset.entries;
  return dataset.entries.filter((entry) => isIncluded(selection, entry));
};

const isIncluded = ({ selected, referred }: Selection, entry: Entry): boolean =>
  selected.has(refOf(entry)) || referred.has(refOf(entry));

const typeRelations = (dataset: Dataset, type: RecordType, selection: Selection | undefined): Relation[] => {
  const plans = planRelations(dataset.catalog, type);
  const rowsByPlan = new Map<RelationPlan, RelationRows>(plans.map((plan) => [plan, []]));
  const entries = dataset.entriesOfType(type.name).filter((entry) => !selection || isIncluded(selection, entry));
  for (const entry of entries) addRows(plans[0], [entry.id], dataWithDerivedEntries(dataset, entry), rowsByPlan);
  return plans.map((plan) => {
    const isMain = plan === plans[0];
    const relation = {
      name: plan.name,
      title: plan.title,
      description: plan.description,
      ...(isMain ? { recordType: type.name } : {}),
      keyColumnCount: plan.keys.length,
      fields: [...plan.keys, ...plan.columns.map(({ field }) => field)],
      rows: rowsByPlan.get(plan) ?? [],
    };
    if (!selection || !isMain) return relation;
    const { selected } = selection;
    return {
      ...relation,
      fields: [...plan.keys, SELECTED_COLUMN, ...plan.columns.map(({ field }) => field)],
      rows: relation.rows.map(([id, ...cells]) => [id, selected.has(`${type.name}/${asText(id) ?? ''}`), ...cells]),
    };
  });
};

const SELECTED_COLUMN: RelationField = {
  name: 'selected',
  title: 'Selected',
  description: 'False if the record is only here because a selected record refers to it.',
  type: 'boolean',
  isList: false,
};

/** Leaves out the foreign keys of columns in which some value refers to a record that is not in the tables. */
const dropBrokenKeys = (relations: readonly Relation[]): Relation[] => {
  const idsByRelation = new Map(relations.map(({ name, rows }) => [name, new Set(rows.map(([id]) => id))]));
  return relations.map((relation) => ({
    ...relation,
    fields: relation.fields.map((field, column) => {
      const { refersTo, ...plainField } = field;
      if (refersTo === undefined) return field;
      const ids = idsByRelation.get(refersTo);
      const isHeld = relation.rows.every((row) => asValues(row[column]).every((id) => ids?.has(id)));
      if (isHeld) return field;
      return plainField;
    }),
  }));
};

const asValues = (value: JsonValue | undefined): readonly JsonValue[] => {
  if (value === undefined || value === null) return [];
  return [value].flat();
};

/** A column, and the function that reads its value from the value at the path. */
interface RelationColumn {
  readonly field: RelationField;
  readonly path: Path;
  readonly read: (value: JsonValue | undefined) => JsonValue | undefined;
}

/** A relation without rows: its columns, and the paths of the relations nested in it. */
interface RelationPlan extends Pick<Relation, 'name' | 'title' | 'description'> {
  readonly keys: readonly RelationField[];
  readonly columns: RelationColumn[];
  readonly parts: { readonly path: Path; readonly plan: RelationPlan }[];
}

const BASIS_COLUMN: RelationField = {
  name: 'basis',
  title: 'Basis',
  description: 'The records that the entry follows from; empty if a source reports it.',
  type: 'string',
  isList: true,
};

const readBasis = (fact: JsonValue | undefined): readonly Ref[] | undefined => basisOf(fact);

const ID_COLUMN: RelationField = {
  name: 'id',
  title: 'Id',
  description: 'The id of the record.',
  type: 'string',
  isList: false,
};

const planRelations = (catalog: Catalog, type: RecordType): RelationPlan[] => {
  const relationName = toSqlName(type.folder);
  const { title, description } = type;
  const plans: RelationPlan[] = [];
  const referredRelation = (schema: Schema | undefined): string | undefined => {
    // A column that refers to several relations can have no foreign key.
    if (schema?.['x-ref-types']) return undefined;
    const target = catalog.type(schema?.['x-ref'] ?? '');
    return target && toSqlName(target.folder);
  };
  const addPlan = (
    header: Pick<RelationPlan, 'name' | 'title' | 'description' | 'keys'>,
    schema: Schema,
  ): RelationPlan => {
    const plan: RelationPlan = { ...header, columns: [], parts: [] };
    plans.push(plan);
    if (schema.properties && !schema['x-fact-map']) addFields(plan, schema, []);
    else addColumn(plan, 'value', schema, []);
    return plan;
  };
  const addColumn = (plan: RelationPlan, name: string, schema: Schema, path: Path): void => {
    const valueSchema = schema.items ?? schema;
    const field: RelationField = definedOnly({
      name,
      title: schema.title ?? name,
      description: schema.description ?? '',
      type: COLUMN_TYPES.get(valueSchema.type ?? '') ?? 'string',
      isList: schema.items !== undefined,
      refersTo: referredRelation(valueSchema),
    });
    plan.columns.push({ field, path, read: (value) => toColumnValue(field, value) });
    if (schema.format === 'edtf') plan.columns.push(...dateColumns(field, path));
  };
  const addPart = (plan: RelationPlan, path: Path, property: string, schema: Schema, entrySchema: Schema): void => {
    const parentKeys = plan === plans[0] ? [foreignKeyColumn(type, relationName)] : plan.keys;
    const ownKey = definedOnly({
      ...entryKeyColumn(plan, property, schema),
      refersTo: referredRelation(schema.propertyNames),
    });
    const header = {
      name: `${plan.name}_${toSqlName(path.join('_'))}`,
      title: schema.title ?? property,
      description: schema.description ?? '',
      keys: [...parentKeys, ownKey],
    };
    const partPlan = addPlan(header, entrySchema);
    if (schema['x-derived-from']) partPlan.columns.push({ field: BASIS_COLUMN, path: [], read: readBasis });
    plan.parts.push({ path, plan: partPlan });
  };
  const addFields = (plan: RelationPlan, schema: Schema, parentPath: Path): void => {
    for (const [property, fieldSchema] of Object.entries(schema.properties ?? {})) {
      const path = [...parentPath, property];
      // The relation and its key column already hold type and id.
      if (parentPath.length === 0 && plan === plans[0] && (property === 'id' || property === 'type')) continue;
      const entrySchema = entrySchemaOf(fieldSchema);
      if (entrySchema) addPart(plan, path, property, fieldSchema, entrySchema);
      else if (fieldSchema.properties) addFields(plan, fieldSchema, path);
      else addColumn(plan, toSqlName(path.join('_')), fieldSchema, path);
    }
  };
  addPlan({ name: relationName, title, description, keys: [ID_COLUMN] }, type.schema);
  return plans;
};

/** The first and the last day that a partial date covers, and its precision. */
const dateColumns = ({ name, title }: RelationField, path: Path): RelationColumn[] => {
  const dateField = (suffix: string, description: string, type: RelationField['type']): RelationField => ({
    name: `${name}_${suffix}`,
    title: `${title}: ${suffix}`,
    description,
    type,
    isList: false,
  });
  const readDate = (value: JsonValue | undefined): DateInterval | undefined => parseDate(asText(value) ?? '');
  return [
    {
      field: dateField('from', `The first day that ${name} covers.`, 'date'),
      path,
      read: (value) => readDate(value)?.from,
    },
    {
      field: dateField('until', `The last day that ${name} covers.`, 'date'),
      path,
      read: (value) => readDate(value)?.to,
    },
    {
      field: dateField('precision', `How precise ${name} is: year, month or day.`, 'string'),
      path,
      read: (value) => readDate(value) && DATE_PRECISIONS[(asText(value) ?? '').split('-').length - 1],
    },
  ];
};

const DATE_PRECISIONS = ['year', 'month', 'day'] as const;

const COLUMN_TYPES = new Map<string, RelationField['type']>([
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'boolean'],
]);

const toSqlName = (name: string): string => name.replaceAll('-', '_');

/** Schema of the entries of a map of facts or of a list of objects; undefined for other fields. */
const entrySchemaOf = (schema: Schema): Schema | undefined => {
  const { items, additionalProperties, properties = {} } = schema;
  if (items?.properties) return items;
  if (items) return undefined;
  if (typeof additionalProperties === 'object') return additionalProperties;
  if (schema['x-fact-map']) return Object.values(properties)[0];
  return undefined;
};

const foreignKeyColumn = (type: RecordType, relationName: string): RelationField => ({
  name: `${toSqlName(type.name)}_id`,
  title: type.title,
  description: `The ${type.title.toLowerCase()}, by its id.`,
  type: 'string',
  isList: false,
  refersTo: relationName,
});

/** Key column for the entries of a list or map; nested ones get the name of their field as prefix. */
const entryKeyColumn = ({ keys }: RelationPlan, property: string, schema: Schema): RelationField => {
  const prefix = keys.length > 1 ? `${toSqlName(property)}_` : '';
  if (schema.items)
    return {
      name: `${prefix}position`,
      title: 'Position',
      description: 'Position in the list, from 1.',
      type: 'integer',
      isList: false,
    };
  return { name: `${prefix}key`, title: 'Key', description: 'Key in the record.', type: 'string', isList: false };
};

/** Adds the rows of a record, or of a part of one, and of the parts nested in it. */
const addRows = (
  plan: RelationPlan | undefined,
  keys: readonly JsonValue[],
  value: JsonValue,
  rowsByPlan: ReadonlyMap<RelationPlan, RelationRows>,
): void => {
  if (!plan) return;
  const cells = plan.columns.map(({ read, path }) => read(valueAt(value, path)));
  rowsByPlan.get(plan)?.push([...keys, ...cells]);
  for (const { path, plan: partPlan } of plan.parts)
    for (const [key, part] of keyedEntries(valueAt(value, path))) addRows(partPlan, [...keys, key], part, rowsByPlan);
};

const keyedEntries = (value: JsonValue | undefined): [string | number, JsonValue][] => {
  if (isList(value)) return value.map((item, index) => [index + 1, item]);
  return Object.entries(asObject(value));
};

/** Converts a value to the type of its column. Text columns take other values as JSON; other columns leave them out. */
const toColumnValue = (
  { type, isList: isListColumn }: RelationField,
  value: JsonValue | undefined,
): JsonValue | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isListColumn) return convertValue(type, value);
  return [value].flat().flatMap((item) => convertValue(type, item) ?? []);
};

const convertValue = (type: RelationField['type'], value: JsonValue): JsonValue | undefined => {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type !== 'string') return typeof value === 'number' ? value : undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
