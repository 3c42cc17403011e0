import fastStringWidth from 'fast-string-width';

/** Columns that a text takes on a terminal. Printable ASCII needs no width tables, which makes it fast. */
export const displayWidth = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : fastStringWidth(text));
