import { harmless } from '../../model/text.ts';

/** Text that HTML and SVG show as it is, between tags and in quoted attributes. */
export const escape = (text: string): string =>
  harmless(text).replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
