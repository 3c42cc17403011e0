import fastStringWidth from 'fast-string-width';

/** Columns that a text takes on a terminal; what is plain ASCII needs no tables of widths. */
export const displayWidth = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : fastStringWidth(text));
