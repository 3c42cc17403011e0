import { sanitize } from '../../model/text.ts';

/** Text that HTML and SVG show as it is, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  sanitize(text).replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
