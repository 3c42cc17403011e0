import { UserError } from './errors.ts';
import { suggestionHint } from './fuzzy.ts';

/** Matches input to enum values, ignoring case, spaces as hyphens. Throws UserError for an unknown value. */
export const parseEnumValues = <Value extends string>(
  name: string,
  values: readonly string[],
  allowed: readonly Value[],
): Value[] =>
  values.map((value) => {
    const normalized = value.toLowerCase().replaceAll(/[\s_]+/g, '-');
    const match = allowed.find((candidate) => candidate === normalized);
    if (match !== undefined) return match;
    throw new UserError(`no ${name} is called "${value}"`, suggestionHint(normalized, allowed));
  });
