import { asList } from '../model/record.ts';
import type { Relation, RelationField } from '../model/relation.ts';

/** A table for each list column. Its rows consist of the key of the relation, the position in the list and the item. */
export const toListTables = ({ name, keyColumnCount, fields, rows }: Relation): Relation[] => {
  const keyFields = fields.slice(0, keyColumnCount);
  const [idField] = keyFields;
  const referringFields =
    idField && keyColumnCount === 1 ? [{ ...idField, name: `${name}_id`, refersTo: name }] : keyFields;
  return [...fields.entries()]
    .filter(([, { isList }]) => isList)
    .map(([column, field]) => ({
      name: `${name}_${field.name}`,
      title: field.title,
      description: field.description,
      isListTable: true,
      keyColumnCount: keyColumnCount + 1,
      fields: [...referringFields, POSITION_FIELD, { ...field, name: 'value', isList: false }],
      rows: rows.flatMap((row) =>
        asList(row[column]).map((item, index) => [...row.slice(0, keyColumnCount), index + 1, item]),
      ),
    }));
};

const POSITION_FIELD: RelationField = {
  name: 'place',
  title: 'Place',
  description: 'Position in the list, from 1.',
  type: 'integer',
  isList: false,
};
