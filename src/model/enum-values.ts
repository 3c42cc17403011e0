import { UserError } from './errors.ts';
import { suggestionHint } from './fuzzy.ts';

/** The values of a closed list that a person means, in any case, blanks for hyphens. Throws UserError where one is none. */
export const parseEnumValues = (name: string, values: readonly string[], allowed: readonly string[]): string[] =>
  values.map((value) => {
    const wanted = value.toLowerCase().replaceAll(/[\s_]+/g, '-');
    if (allowed.includes(wanted)) return wanted;
    throw new UserError(`no ${name} is called "${value}"`, suggestionHint(wanted, allowed));
  });
