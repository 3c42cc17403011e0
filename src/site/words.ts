import { capitalize } from '../core/model/text.ts';
import type { Catalog } from '../core/schema/catalog.ts';

/** A value of a closed list in words: "mou" as "Memorandum of understanding", "in-force" as "In force". */
export const valueInWords = (catalog: Catalog, list: string, value: string): string => {
  for (const schema of catalog.schemaFiles.values()) {
    const synonyms = Object.entries(schema['x-synonyms'] ?? {});
    for (const [phrase, meanings] of synonyms.flatMap(([name, phrases]) =>
      name === list ? Object.entries(phrases) : [],
    ))
      if (meanings.length === 1 && meanings[0] === value && isLongForm(phrase, value)) return capitalize(phrase);
  }
  return capitalize(value.replaceAll('-', ' '));
};

/** True if a value is the initials of a phrase. */
const isLongForm = (phrase: string, value: string): boolean =>
  phrase
    .split(/[\s-]+/)
    .map((word) => word.charAt(0))
    .join('') === value;
