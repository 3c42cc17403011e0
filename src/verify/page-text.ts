import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import iconv from 'iconv-lite';

/** Text of a page. */
export interface PageText {
  readonly text: string;
  /** True if the page asks to log in, to subscribe or to run scripts before it shows its text. */
  readonly isWall: boolean;
}

/** Thrown where a page is of a kind that cannot be read as text. */
export class UnreadablePage extends Error {}

/** The text of a page by its bytes and its content type: HTML, PDF or plain text. Throws UnreadablePage for anything else. */
export const pageText = async (bytes: Uint8Array, contentType: string): Promise<PageText> => {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/pdf' || isPdf(bytes)) return { text: await pdfText(bytes), isWall: false };
  if (type !== '' && !READABLE.test(type)) throw new UnreadablePage(`the page is of type ${type}`);
  const text = decodePage(bytes, contentType);
  if (/html|xml/.test(type) || /^\s*(?:<!doctype html|<html|<\?xml)/i.test(text)) return htmlText(text);
  return { text, isWall: false };
};

const READABLE = /^(?:text\/|application\/(?:xhtml\+xml|xml|json|ld\+json|octet-stream|[\w.+-]+\+(?:xml|json))$)/;

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

const pdfText = async (bytes: Uint8Array): Promise<string> => {
  const { extractText, getDocumentProxy } = await import('unpdf');
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    return (await extractText(document, { mergePages: true })).text;
  } catch (error) {
    throw new UnreadablePage(`the PDF cannot be read: ${(error as Error).message}`);
  }
};

/** The text of bytes in the character set of the byte order mark, the header, the page itself, UTF-8 or Windows-1252. */
export const decodePage = (bytes: Uint8Array, contentType: string): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = buffer.subarray(0, 4096).toString('latin1');
  const named = [charsetOf(contentType), charsetOf(start)].find(
    (name) => name !== undefined && iconv.encodingExists(name),
  );
  if (buffer.subarray(0, 3).equals(UTF8_MARK)) return iconv.decode(buffer, 'utf8');
  if (buffer.subarray(0, 2).equals(UTF16LE_MARK)) return iconv.decode(buffer, 'utf16le');
  if (buffer.subarray(0, 2).equals(UTF16BE_MARK)) return iconv.decode(buffer, 'utf16be');
  if (named !== undefined) return iconv.decode(buffer, named);
  try {
    return new TextDecoder('utf8', { fatal: true }).decode(buffer);
  } catch {
    return iconv.decode(buffer, 'windows-1252');
  }
};

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16LE_MARK = Buffer.from([0xff, 0xfe]);
const UTF16BE_MARK = Buffer.from([0xfe, 0xff]);

const charsetOf = (text: string): string | undefined =>
  /(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1];

type Node = DefaultTreeAdapterTypes.Node;

/** Elements whose content nobody reads. */
const HIDDEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'object', 'select']);

/** Elements inside a line; all others end the line before and after them. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

const WALL_WORDS =
  /\b(?:log ?in|sign ?in|subscribe|subscribers only|enable javascript|enable cookies|are you a robot|captcha|checking your browser|access denied|inicia(?:r)? sesión|suscríb|assine|connectez-vous|abonn|anmelden)\b/i;

/** A page with less text than this and a form to log in, or words of a wall, holds no article. */
const SHORT_PAGE = 3000;

/** With less it is no article at all: the text comes by a script, or not. */
const EMPTY_PAGE = 40;

const htmlText = (html: string): PageText => {
  let text = '';
  let hasPassword = false;
  // Not by recursion: pages nest deeper than the stack.
  const stack: (Node | string)[] = [parse(html)];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node === 'string') text += node;
    else if (node && 'value' in node) text += node.value;
    else if (node && 'childNodes' in node) {
      const name = 'tagName' in node ? node.tagName : '';
      if ('attrs' in node) {
        if (name === 'input' && node.attrs.some(({ value }) => value.toLowerCase() === 'password')) hasPassword = true;
        if (name === 'meta') text += metaText(node);
      }
      if (name === 'br') text += '\n';
      if (HIDDEN.has(name)) continue;
      const gap = name !== '' && !INLINE.has(name) ? '\n' : '';
      text += gap;
      stack.push(gap, ...node.childNodes.toReversed());
    }
  }
  const seen = text.replaceAll(/\s+/g, ' ').trim();
  const isWall = seen.length < EMPTY_PAGE || (seen.length < SHORT_PAGE && (hasPassword || WALL_WORDS.test(seen)));
  return { text, isWall };
};

const SHOWN_META = new Set(['description', 'og:title', 'og:description', 'article:published_time']);

/** The title and the description of a page, which its publisher writes for readers elsewhere. */
const metaText = (node: DefaultTreeAdapterTypes.Element): string => {
  const value = (name: string): string | undefined => node.attrs.find((each) => each.name === name)?.value;
  const name = value('name') ?? value('property') ?? '';
  return SHOWN_META.has(name.toLowerCase()) ? `\n${value('content') ?? ''}\n` : '';
};
