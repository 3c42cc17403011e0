import { closestMatch } from '../model/fuzzy.ts';
import { isJsonObject, isList, type JsonValue } from '../model/record.ts';
import { normalizeName } from '../model/text.ts';
import type { RecordType } from '../schema/catalog.ts';
import { walkRecord } from '../schema/walk.ts';
import type { RuleContext } from './rule.ts';

/** The id of the record of a type that a person may have meant by a text; undefined where none is near. */
export type Suggester = (type: string, text: string) => string | undefined;

/** Suggests by id in any case, by `type/id`, by a name in any language, or by what is nearly one of them. */
export const createSuggester = ({ catalog, subjects, find }: RuleContext): Suggester => {
  const known = new Map<RecordType, Names>();
  const namesOf = (type: RecordType): Names => {
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
    const folded = normalizeName(id);
    return (
      ids.get(id.toLowerCase()) ??
      named.get(folded) ??
      ids.get(closestMatch(id.toLowerCase(), ids.keys()) ?? '') ??
      named.get(closestMatch(folded, named.keys()) ?? '')
    );
  };
};

interface Names {
  /** Ids by themselves in small letters. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids by the names of their records, folded. */
  readonly named: ReadonlyMap<string, string>;
}

const collect = (subjects: RuleContext['subjects']): Names => ({
  ids: new Map(subjects.map(({ id }) => [id.toLowerCase(), id])),
  named: new Map(
    subjects.flatMap(({ type, id, data }) =>
      walkRecord(type.schema, data, 'x-name')
        .flatMap(({ value }) => texts(value))
        .map((text) => [normalizeName(text), id] as const)
        .filter(([text]) => text !== ''),
    ),
  ),
});

const texts = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value];
  return (isList(value) ? value : isJsonObject(value) ? Object.values(value) : []).flatMap(texts);
};
