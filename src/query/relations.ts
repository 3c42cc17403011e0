import type { Dataset } from '../dataset/dataset.ts';
import { type Path, valueAt } from '../model/pointer.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import type { RelationField, Relation } from '../model/relation.ts';
import type { Catalog, Schema, RecordType } from '../schema/catalog.ts';

/**
 * The dataset as tables: one for each type, its parts as columns of their own (`speaker_name`), and one for each list or
 * map of facts in it (`agreements_history`), whose rows name the record and their place in it.
 */
export const toRelations = (dataset: Dataset): Relation[] =>
  dataset.catalog.types.flatMap((type) => {
    const plans = plansOf(dataset.catalog, type);
    const rows = new Map(plans.map((plan) => [plan, [] as (JsonValue | undefined)[][]]));
    for (const entry of dataset.entries)
      if (entry.type === type.name) fill(plans[0], [entry.id], dataset.record(entry).data, rows);
    return plans.map((plan) => ({
      name: plan.name,
      title: plan.title,
      description: plan.description,
      keys: plan.keys.length,
      fields: [...plan.keys, ...plan.columns.map(({ field }) => field)],
      rows: rows.get(plan) ?? [],
    }));
  });

/** A relation before its rows: its columns, and where the relations of its parts begin. */
interface Plan extends Pick<Relation, 'name' | 'title' | 'description'> {
  readonly keys: readonly RelationField[];
  readonly columns: { readonly field: RelationField; readonly path: Path }[];
  readonly parts: { readonly path: Path; readonly plan: Plan }[];
}

const plansOf = (catalog: Catalog, type: RecordType): Plan[] => {
  const name = plain(type.folder);
  const { title, description } = type;
  const plans: Plan[] = [];
  const refers = (schema: Schema | undefined): { refers?: string } => {
    const target = catalog.type(schema?.['x-ref'] ?? '');
    return target ? { refers: plain(target.folder) } : {};
  };
  const begin = (about: Pick<Plan, 'name' | 'title' | 'description' | 'keys'>, schema: Schema): Plan => {
    const plan: Plan = { ...about, columns: [], parts: [] };
    plans.push(plan);
    if (schema.properties && !schema['x-fact-map']) spread(plan, schema, []);
    else column(plan, 'value', schema, []);
    return plan;
  };
  const column = (plan: Plan, named: string, schema: Schema, path: Path): void => {
    const leaf = schema.items ?? schema;
    const field: RelationField = {
      name: named,
      title: schema.title ?? named,
      description: schema.description ?? '',
      type: TYPES.get(leaf.type ?? '') ?? 'string',
      isList: schema.items !== undefined,
      ...refers(leaf),
    };
    plan.columns.push({ field, path });
  };
  const spread = (plan: Plan, schema: Schema, path: Path): void => {
    for (const [property, inner] of Object.entries(schema.properties ?? {})) {
      const at = [...path, property];
      // The file's name and folder say these.
      if (path.length === 0 && plan === plans[0] && (property === 'id' || property === 'type')) continue;
      const entries = entriesOf(inner);
      if (entries) {
        const about = { title: inner.title ?? property, description: inner.description ?? '' };
        const own = plan === plans[0] ? [idOf(type, name)] : plan.keys;
        const keys = [...own, { ...keyOf(plan, property, inner), ...refers(inner.propertyNames) }];
        plan.parts.push({
          path: at,
          plan: begin({ ...about, name: `${plan.name}_${plain(at.join('_'))}`, keys }, entries),
        });
      } else if (inner.properties) spread(plan, inner, at);
      else column(plan, plain(at.join('_')), inner, at);
    }
  };
  const key: RelationField = {
    name: 'id',
    title: 'Id',
    description: 'The id of the record.',
    type: 'string',
    isList: false,
  };
  begin({ name, title, description, keys: [key] }, type.schema);
  return plans;
};

const TYPES = new Map<string, RelationField['type']>([
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'boolean'],
]);

const plain = (name: string): string => name.replaceAll('-', '_');

/** What stands in a map of facts or in a list of more than plain values; undefined where it is neither. */
const entriesOf = (schema: Schema): Schema | undefined => {
  if (schema.items) return schema.items.properties ? schema.items : undefined;
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  return schema['x-fact-map'] ? Object.values(schema.properties ?? {})[0] : undefined;
};

const idOf = (type: RecordType, relation: string): RelationField => ({
  name: `${plain(type.name)}_id`,
  title: type.title,
  description: `The ${type.title.toLowerCase()}, by its id.`,
  type: 'string',
  isList: false,
  refers: relation,
});

/** The column that tells the entries of a list or a map apart; of one inside another under the name of its field. */
const keyOf = ({ keys }: Plan, property: string, schema: Schema): RelationField => {
  const name = schema.items ? 'position' : 'key';
  return {
    name: keys.length > 1 ? `${plain(property)}_${name}` : name,
    title: schema.items ? 'Position' : 'Key',
    description: schema.items ? 'Its place in the list, from 1.' : 'What it is called in the record.',
    type: schema.items ? 'integer' : 'string',
    isList: false,
  };
};

/** Adds the rows of one record, or of a part of one, and those of its parts. */
const fill = (
  plan: Plan | undefined,
  keys: readonly JsonValue[],
  value: JsonValue,
  rows: ReadonlyMap<Plan, (JsonValue | undefined)[][]>,
): void => {
  if (!plan) return;
  rows.get(plan)?.push([...keys, ...plan.columns.map(({ field, path }) => cellOf(field, valueAt(value, path)))]);
  for (const { path, plan: inner } of plan.parts)
    for (const [key, part] of entriesAt(valueAt(value, path))) fill(inner, [...keys, key], part, rows);
};

const entriesAt = (value: JsonValue | undefined): [string | number, JsonValue][] => {
  if (isList(value)) return value.map((item, index) => [index + 1, item]);
  return isJsonObject(value) ? Object.entries(value) : [];
};

/** A value as its column has it: what does not fit is told as text, in JSON where it is no text. */
const cellOf = ({ type, isList: wantsList }: RelationField, value: JsonValue | undefined): JsonValue | undefined => {
  if (value === undefined || value === null) return undefined;
  if (wantsList) return (isList(value) ? value : [value]).flatMap((item) => fitting(type, item) ?? []);
  return fitting(type, value);
};

const fitting = (type: RelationField['type'], value: JsonValue): JsonValue | undefined => {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type !== 'string') return typeof value === 'number' ? value : undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
