import { normalizeQuoteText } from '../core/model/quote-text.ts';

/** A text in which passages are looked for: without spaces, dashes and quotation marks, and where each character was. */
export interface SearchText {
  readonly compact: string;
  /** For each character of `compact`, its position in the normalized text. */
  readonly positions: Uint32Array;
  /** The normalized text. */
  readonly text: string;
}

/** Match of a passage in a text: in one piece, with both ends apart, or not at all. */
export type MatchStatus = 'found' | 'found-apart' | 'missing';

export interface Locator {
  readonly from: string;
  readonly to?: string | undefined;
}

/** The longest passage between the two ends of a locator, in characters. */
const MAX_PASSAGE = 2000;

/** Characters that differ between copies of one text: white space, dashes, quotation marks, and what is left of markup. */
const IGNORED = /[\s"'*_#|\\-]/;

/** Letters of scripts that put spaces between words. */
const WORD_LETTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Devanagari}\p{N}]/u;

/** Prepares a text for matching. Links and entities of Markdown and HTML are reduced to what a reader sees. */
export const toSearchText = (text: string): SearchText => {
  const normalized = normalizeQuoteText(withoutMarkup(text));
  const positions = new Uint32Array(normalized.length);
  let compact = '';
  for (let index = 0; index < normalized.length; index += 1) {
    const character = normalized.charAt(index);
    if (IGNORED.test(character)) continue;
    positions[compact.length] = index;
    compact += character;
  }
  return { compact, positions, text: normalized };
};

const LINK = /!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\)/g;
const TAG = /<\/?[a-z][^<>]{0,500}>/gi;
const ENTITY =
  /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|ndash|mdash|lsquo|rsquo|ldquo|rdquo|hellip|shy));/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  ndash: '-',
  mdash: '-',
  nbsp: ' ',
  hellip: '…',
  shy: '',
};

const withoutMarkup = (text: string): string =>
  text
    .replace(LINK, '$1')
    .replace(TAG, ' ')
    .replace(ENTITY, (_, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? ' ';
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    });

/** The places of a quote in a text, as positions in the normalized text. */
const placesOf = (haystack: SearchText, passage: string): { start: number; end: number }[] => {
  const { compact: needle, text: own } = toSearchText(passage);
  if (needle === '') return [];
  const places: { start: number; end: number }[] = [];
  const { compact, positions, text } = haystack;
  const begins = WORD_LETTER.test(own.trimStart().charAt(0));
  const ends = WORD_LETTER.test(own.trimEnd().at(-1) ?? '');
  for (let at = compact.indexOf(needle); at >= 0; at = compact.indexOf(needle, at + 1)) {
    const start = positions[at] ?? 0;
    const end = (positions[at + needle.length - 1] ?? 0) + 1;
    // A passage begins and ends with whole words: "sign a deal" is not in "assign a deal".
    if (begins && WORD_LETTER.test(text.charAt(start - 1))) continue;
    if (ends && WORD_LETTER.test(text.charAt(end))) continue;
    places.push({ start, end });
  }
  return places;
};

/** Looks for a quote in one piece. */
export const matchQuote = (text: SearchText, quote: string): MatchStatus =>
  placesOf(text, quote).length > 0 ? 'found' : 'missing';

/** Looks for the ends of a longer passage: in order, and at most 2,000 characters apart. */
export const matchLocator = (text: SearchText, { from, to }: Locator): MatchStatus => {
  const starts = placesOf(text, from);
  if (starts.length === 0) return 'missing';
  if (to === undefined) return 'found';
  const ends = placesOf(text, to);
  if (ends.length === 0) return 'missing';
  const isPassage = starts.some(({ start, end: firstEnd }) =>
    ends.some((last) => last.end >= firstEnd && last.start >= start && last.start - firstEnd <= MAX_PASSAGE),
  );
  return isPassage ? 'found' : 'found-apart';
};
