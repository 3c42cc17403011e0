import { UserError } from './errors.ts';
import { instead } from './near.ts';

/** The values of a closed list that a person means, in any case, blanks for hyphens. Throws UserError where one is none. */
export const closed = (name: string, values: readonly string[], allowed: readonly string[]): string[] =>
  values.map((value) => {
    const wanted = value.toLowerCase().replaceAll(/[\s_]+/g, '-');
    if (allowed.includes(wanted)) return wanted;
    throw new UserError(`no ${name} is called "${value}"`, instead(wanted, allowed));
  });
