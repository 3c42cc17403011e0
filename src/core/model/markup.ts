import { sanitize } from './text.ts';

/**
 * Escapes text for XML and HTML, between tags and in quoted attributes. Characters that XML does not allow (controls, lone
 * surrogates, U+FFFE, U+FFFF) become U+FFFD.
 */
export const escapeMarkup = (text: string): string =>
  sanitize(text.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
