import { UserError } from './errors.ts';
import { suggestionHint } from './fuzzy.ts';

/** Matches input to enum values, ignoring case, spaces as hyphens. Throws UserError for an unknown value. */
export const parseEnumValues = (name: string, values: readonly string[], allowed: readonly string[]): string[] =>
  values.map((value) => {
    const normalized = value.toLowerCase().replaceAll(/[\s_]+/g, '-');
    if (allowed.includes(normalized)) return normalized;
    throw new UserError(`no ${name} is called "${value}"`, suggestionHint(normalized, allowed));
  });
