import { CST, Lexer } from 'yaml';

/** What the lexer tells beside the text: it stands nowhere. */
const UNWRITTEN = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The offset where brackets or indentation first nest deeper than `most`; the parser, asked for it, would go as deep. */
export const deepestNesting = (text: string, most: number): number | undefined => {
  const columns: number[] = [];
  let open = 0;
  let offset = 0;
  let lineStart = 0;
  // Whether only blanks and the marks of lists and maps have been seen on this line.
  let isLead = true;
  for (const token of new Lexer().lex(text)) {
    if (UNWRITTEN.has(token)) continue;
    const [first = ''] = token;
    const column = offset - lineStart;
    if (open === 0 && isLead && !' \n\r#'.includes(first)) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
      isLead = '-?:'.includes(token);
    }
    if (token === '[' || token === '{') open += 1;
    else if (token === ']' || token === '}') open = Math.max(0, open - 1);
    if (open + columns.length > most) return offset;
    offset += token.length;
    const end = token.lastIndexOf('\n');
    if (end >= 0) {
      lineStart = offset - token.length + end + 1;
      isLead = true;
    }
  }
  return undefined;
};

/** Control characters, what turns the direction of text around, and what some readers take for the end of a line. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** The offsets at which comments hold what is not seen; in values the schemas forbid it. */
export function* invisibleInComments(text: string): Iterable<number> {
  if (!UNSEEN.test(text)) return;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (UNWRITTEN.has(token)) continue;
    const found = token.startsWith('#') ? UNSEEN.exec(token) : null;
    if (found) yield offset + found.index;
    offset += token.length;
  }
}
