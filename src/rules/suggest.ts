import { meant } from '../model/near.ts';
import { isData, isList, type Value } from '../model/record.ts';
import { fold } from '../model/text.ts';
import type { Type } from '../schema/catalog.ts';
import { walk } from '../schema/walk.ts';
import type { Library } from './rule.ts';

/** The id of the record of a type that a person may have meant by a text; undefined where none is near. */
export type Suggest = (type: string, text: string) => string | undefined;

/** Suggests by id in any case, by `type/id`, by a name in any language, or by what is nearly one of them. */
export const suggesting = ({ catalog, subjects, find }: Library): Suggest => {
  const known = new Map<Type, Names>();
  const namesOf = (type: Type): Names => {
    const names = known.get(type) ?? collect(subjects.filter((subject) => subject.type === type));
    known.set(type, names);
    return names;
  };
  return (name, text) => {
    const type = catalog.type(name) ?? catalog.ofFolder(name);
    if (!type) return undefined;
    const id = text.slice(text.indexOf('/') + 1);
    if (find(`${type.name}/${id}`)) return id;
    const { ids, named } = namesOf(type);
    const folded = fold(id);
    return (
      ids.get(id.toLowerCase()) ??
      named.get(folded) ??
      ids.get(meant(id.toLowerCase(), ids.keys()) ?? '') ??
      named.get(meant(folded, named.keys()) ?? '')
    );
  };
};

interface Names {
  /** Ids by themselves in small letters. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids by the names of their records, folded. */
  readonly named: ReadonlyMap<string, string>;
}

const collect = (subjects: Library['subjects']): Names => ({
  ids: new Map(subjects.map(({ id }) => [id.toLowerCase(), id])),
  named: new Map(
    subjects.flatMap(({ type, id, data }) =>
      walk(type.schema, data, 'x-name')
        .flatMap(({ value }) => texts(value))
        .map((text) => [fold(text), id] as const)
        .filter(([text]) => text !== ''),
    ),
  ),
});

const texts = (value: Value): string[] => {
  if (typeof value === 'string') return [value];
  return (isList(value) ? value : isData(value) ? Object.values(value) : []).flatMap(texts);
};
