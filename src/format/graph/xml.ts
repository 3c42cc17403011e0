import { sanitize } from '../../core/model/text.ts';

/** Escapes markup, and replaces characters that XML 1.0 does not allow: controls and lone surrogates. */
export const escapeXml = (text: string): string =>
  sanitize(text.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[\n\t]/g, ' ');
