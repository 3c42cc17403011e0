import type { Schema, RecordType } from '../core/schema/catalog.ts';
import type { CodedFinding, RuleSet } from './rule.ts';

/** The folder and file name of a record are its type and id. */
export const identityRules: RuleSet = {
  rules: [
    {
      code: 'ID001',
      severity: 'error',
      summary: 'id or type differs from the file name or folder',
      why: 'The path identifies a record; a different id or type would make it two records.',
      remedy: 'Delete the field, as the path contains it already; or rename the file.',
      example: { type: 'event', wrong: 'id: another\nname: A meeting\n', right: 'name: A meeting\n' },
    },
    {
      code: 'ID002',
      severity: 'error',
      summary: 'a file name that is not a valid id of its type',
      why: 'References could not use it: the id of a country is its code, all other ids are lower case.',
      remedy: 'Rename the file and update the references to it.',
    },
  ],
  createCheck: ({ catalog }) => {
    const idPatterns = new Map(catalog.types.map((type) => [type, new RegExp(idSchema(type).pattern ?? '', 'u')]));
    return function* ({ type, id, data }): Iterable<CodedFinding> {
      const { maxLength = Infinity, 'x-pattern-hint': patternHint } = idSchema(type);
      if (idPatterns.get(type)?.test(id) === false || id.length > maxLength) {
        const message = `the file name is not a valid id of type ${type.name}`;
        yield { code: 'ID002', pointer: '', markerPointer: null, message, hint: patternHint };
      }
      const valuesFromPath = { id, type: type.name };
      for (const [field, expected] of Object.entries(valuesFromPath)) {
        const actual = data[field];
        if (typeof actual !== 'string' || actual === expected) continue;
        yield {
          code: 'ID001',
          pointer: `/${field}`,
          message: `the ${field} "${actual}" differs from that of the file, "${expected}"`,
          hint: `delete the line, or write ${field}: ${expected}`,
        };
      }
    };
  },
};

const idSchema = ({ schema }: RecordType): Schema => schema.properties?.['id'] ?? {};
