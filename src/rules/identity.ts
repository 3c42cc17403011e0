import type { CodedFinding, Family } from './rule.ts';

/** A record's folder and file name are its type and id. */
export const identity: Family = {
  rules: [
    {
      code: 'ID001',
      severity: 'error',
      summary: 'a written id or type that is not that of the file',
      why: 'The path is the identity; two that differ would make two records of one.',
      remedy: 'Delete the field: the file name says it. Or rename the file.',
      example: { type: 'event', wrong: 'id: another\nname: A meeting\n', right: 'name: A meeting\n' },
    },
  ],
  check: () =>
    function* ({ type, id, data }): Iterable<CodedFinding> {
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
    },
};
