import type { Dataset } from '../index/dataset.ts';
import { asText, type JsonValue } from '../model/record.ts';
import type { Relation, RelationField } from '../model/relation.ts';

/** A second code of the records of a relation, under the name of its field: iso3. */
interface Codes {
  readonly field: string;
  readonly title: string;
  readonly byId: ReadonlyMap<string, string>;
}

/**
 * Adds the second code of a record (`x-ref-code`) beside each column that refers to such records. Many programs read the
 * id of Namibia, NA, as a missing value.
 */
export const addCodeColumns = (dataset: Dataset, relations: readonly Relation[]): Relation[] => {
  const codesByRelation = readCodes(dataset, relations);
  return relations.map((relation) => addToRelation(relation, codesByRelation));
};

const readCodes = (dataset: Dataset, relations: readonly Relation[]): Map<string, Codes> => {
  const codesByRelation = new Map<string, Codes>();
  for (const { recordType = '', name } of relations) {
    const { properties = {} } = dataset.catalog.type(recordType)?.schema ?? {};
    const [field, schema] = Object.entries(properties).find(([, property]) => property['x-ref-code']) ?? [];
    if (field === undefined) continue;
    const codes = dataset
      .entriesOfType(recordType)
      .map((entry) => [entry.id, asText(dataset.record(entry).data[field])] as const);
    const byId = new Map(codes.filter((pair): pair is [string, string] => pair[1] !== undefined));
    codesByRelation.set(name, { field, title: schema?.title ?? field, byId });
  }
  return codesByRelation;
};

const addToRelation = (relation: Relation, codesByRelation: ReadonlyMap<string, Codes>): Relation => {
  const { fields, keyColumnCount } = relation;
  const result: { field: RelationField; read: (row: Relation['rows'][number]) => JsonValue | undefined }[] = [];
  const pending: typeof result = [];
  for (const [column, field] of fields.entries()) {
    result.push({ field, read: (row) => row[column] });
    const codes = field.isList ? undefined : codesByRelation.get(field.refersTo ?? '');
    if (codes) {
      const codeField: RelationField = {
        name: `${field.name.replace(/_id$/, '')}_${codes.field}`,
        title: `${field.title}: ${codes.title}`,
        description: `The ${codes.field} code of ${field.name}.`,
        type: 'string',
        isList: false,
      };
      pending.push({ field: codeField, read: (row) => codes.byId.get(asText(row[column]) ?? '') });
    }
    // The key columns come first.
    if (column + 1 >= keyColumnCount) result.push(...pending.splice(0));
  }
  return {
    ...relation,
    fields: result.map(({ field }) => field),
    rows: relation.rows.map((row) => result.map(({ read }) => read(row))),
  };
};
