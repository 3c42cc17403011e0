import { sanitize } from '../../core/model/text.ts';

/** Escapes text for HTML and SVG, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  sanitize(text).replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
