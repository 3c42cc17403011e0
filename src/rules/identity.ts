import type { Schema, RecordType } from '../schema/catalog.ts';
import type { CodedFinding, RuleSet } from './rule.ts';

/** A record's folder and file name are its type and id. */
export const identityRules: RuleSet = {
  rules: [
    {
      code: 'ID001',
      severity: 'error',
      summary: 'a written id or type that is not that of the file',
      why: 'The path is the identity; two that differ would make two records of one.',
      remedy: 'Delete the field: the file name says it. Or rename the file.',
      example: { type: 'event', wrong: 'id: another\nname: A meeting\n', right: 'name: A meeting\n' },
    },
    {
      code: 'ID002',
      severity: 'error',
      summary: 'a file name that is no id of its type',
      why: 'References could not name the record: a country is named by its code, everything else in small letters.',
      remedy: 'Rename the file, and mend the references to it.',
    },
  ],
  check: ({ catalog }) => {
    const forms = new Map(catalog.types.map((type) => [type, new RegExp(idOf(type).pattern ?? '', 'u')]));
    return function* ({ type, id, data }): Iterable<CodedFinding> {
      const { maxLength = Infinity, 'x-pattern-hint': form } = idOf(type);
      if (forms.get(type)?.test(id) === false || id.length > maxLength) {
        const message = `the file name is no id of type ${type.name}`;
        yield { code: 'ID002', pointer: '', place: null, message, hint: form };
      }
      for (const [field, own] of [
        ['id', id],
        ['type', type.name],
      ] as const)
        if (typeof data[field] === 'string' && data[field] !== own)
          yield {
            code: 'ID001',
            pointer: `/${field}`,
            message: `the ${field} "${data[field]}" is not that of the file, "${own}"`,
            hint: `delete the line, or write ${field}: ${own}`,
          };
    };
  },
};

const idOf = ({ schema }: RecordType): Schema => schema.properties?.['id'] ?? {};
