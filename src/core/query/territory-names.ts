import { normalizeQuery } from './resolve.ts';

const LANGUAGES = ['en', 'de', 'es', 'pt'];
const LETTERS = 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z'.split(' ');

/**
 * Normalized names of all countries and territories of ISO 3166-1 in English, German, Spanish and Portuguese, from the
 * Unicode data of Node. A name among them is no typo of another one, even if the dataset has no record of that country.
 */
export const readTerritoryNames = async (): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  for (const language of LANGUAGES)
    for (const style of ['long', 'short'] as const) {
      const displayNames = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' });
      for (const code of codes) {
        const name = displayNames.of(code);
        if (name !== undefined) names.add(await normalizeQuery(name));
      }
    }
  return names;
};
