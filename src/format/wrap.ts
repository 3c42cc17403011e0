import { displayWidth } from './string-width.ts';

/** Lines of at most `width` columns, broken between words, those of the text itself kept; an address is never broken. */
export const wrapText = (text: string, width: number | undefined): string[] =>
  text.split('\n').flatMap((line) => (width === undefined || displayWidth(line) <= width ? line : broken(line, width)));

const broken = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  const flush = (): void => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of text.split(/ +/).filter(Boolean)) {
    if (displayWidth(line) + (line === '' ? 0 : 1) + displayWidth(word) <= width) {
      line += line === '' ? word : ` ${word}`;
      continue;
    }
    flush();
    for (const piece of displayWidth(word) <= width ? [word] : piecesOf(word)) {
      if (displayWidth(line) + displayWidth(piece) > width) flush();
      line += piece;
      if (displayWidth(piece) > width && !isAddress(piece)) line = cut(line, width, lines);
    }
  }
  flush();
  return lines;
};

/** Breaks within a word, where nothing else helps, but not within a character; what is left is the line that goes on. */
const cut = (word: string, width: number, lines: string[]): string => {
  let line = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (line !== '' && displayWidth(line) + displayWidth(segment) > width) {
      lines.push(line);
      line = '';
    }
    line += segment;
  }
  return line;
};

const isAddress = (word: string): boolean => /https?:\/\//.test(word);

/** A word up to this width is never parted. */
const SHORT = 14;

/** Where a longer one may be: behind hyphens and slashes, as in ids, but not within a date; around letters that need no blanks. */
const PIECE =
  /\d{4}-\d{2}(?:-\d{2})?(?!\d)-?|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[^-/\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+[-/]*|[-/]+/gu;

/** The parts of a word that stay whole as long as they can. */
const piecesOf = (word: string): readonly string[] =>
  displayWidth(word) <= SHORT || isAddress(word) ? [word] : (word.match(PIECE) ?? [word]);

/** The columns that a text needs for none of its words to be broken, nor parted where they must not be. */
export const longestWord = (text: string): number =>
  text
    .split(/[ \n]/)
    .flatMap(piecesOf)
    .reduce((width, piece) => Math.max(width, displayWidth(piece)), 0);
