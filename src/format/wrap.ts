import { displayWidth } from './string-width.ts';

/** Wraps text between words to lines of at most `width` columns. Keeps its line breaks and never breaks a URL. */
export const wrapText = (text: string, width = Infinity): string[] => {
  const lines = text.split('\n');
  return width === Infinity ? lines : lines.flatMap((line) => wrapLine(line, width));
};

const wrapLine = (text: string, width: number): string[] => {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  const endLine = (): void => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of text.split(/ +/).filter(Boolean)) {
    if (line === '' && displayWidth(word) <= width) {
      line = word;
      continue;
    }
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    endLine();
    for (const piece of displayWidth(word) <= width ? [word] : splitWord(word)) {
      if (displayWidth(line) + displayWidth(piece) > width) endLine();
      line += piece;
      if (displayWidth(piece) > width && !containsUrl(piece) && !ID.test(piece)) line = breakWord(line, width, lines);
    }
  }
  endLine();
  return lines;
};

/** Breaks a word anywhere between characters. Adds the full lines to `lines` and returns the unfinished one. */
const breakWord = (word: string, width: number, lines: string[]): string => {
  let line = '';
  for (const { segment: character } of new Intl.Segmenter().segment(word)) {
    if (line !== '' && displayWidth(line) + displayWidth(character) > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return line;
};

const containsUrl = (word: string): boolean => /https?:\/\//.test(word);

/** Words up to this width are never split. */
const MAX_UNSPLIT_WIDTH = 14;

/** Parts of a longer word: it may break after hyphens and slashes, but not within a date, and around CJK characters. */
const WORD_PIECE =
  /\d{4}-\d{2}(?:-\d{2})?(?!\d)-?|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[^-/\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+[-/]*|[-/]+/gu;

/** An id or reference, such as us-pe-mou-2026: people copy it with a double click, so it stays in one piece. */
const ID = /^[([“"]?(?:[a-z]+\/)?[a-z0-9]+(?:-[a-z0-9]+){2,}[)\]”",.;:]*$/;

const splitWord = (word: string): readonly string[] => {
  if (displayWidth(word) <= MAX_UNSPLIT_WIDTH || containsUrl(word) || ID.test(word)) return [word];
  return word.match(WORD_PIECE) ?? [word];
};

/** The minimum width at which a text wraps without breaking a word. */
export const longestWord = (text: string): number =>
  text
    .split(/[ \n]/)
    .flatMap(splitWord)
    .reduce((width, piece) => Math.max(width, displayWidth(piece)), 0);
