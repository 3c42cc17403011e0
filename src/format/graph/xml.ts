import { escapeMarkup } from '../../core/model/markup.ts';

/** Escapes a text for one line of XML. */
export const escapeXmlLine = (text: string): string => escapeMarkup(text.replaceAll(/[\n\t]/g, ' '));
