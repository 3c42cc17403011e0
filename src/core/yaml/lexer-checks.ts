import { CST, Lexer } from 'yaml';
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';

/** Tokens that the lexer adds and that do not occur in the text. */
const VIRTUAL_TOKENS = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The offset at which brackets or indentation first nest deeper than `maxDepth`. Runs before the parser, which recurses. */
export const findExcessiveNesting = (text: string, maxDepth: number): number | undefined => {
  const columns: number[] = [];
  let openBrackets = 0;
  let offset = 0;
  let lineStart = 0;
  // True while a line has had only spaces and the signs of lists and maps.
  let isLineLead = true;
  for (const token of new Lexer().lex(text)) {
    if (VIRTUAL_TOKENS.has(token)) continue;
    const [firstCharacter = ''] = token;
    const column = offset - lineStart;
    if (openBrackets === 0 && isLineLead && !' \n\r#'.includes(firstCharacter)) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
      isLineLead = '-?:'.includes(token);
    }
    if (token === '[' || token === '{') openBrackets += 1;
    else if (token === ']' || token === '}') openBrackets = Math.max(0, openBrackets - 1);
    if (openBrackets + columns.length > maxDepth) return offset;
    offset += token.length;
    const lastLineBreak = token.lastIndexOf('\n');
    if (lastLineBreak >= 0) {
      lineStart = offset - token.length + lastLineBreak + 1;
      isLineLead = true;
    }
  }
  return undefined;
};

/** Unsafe characters, without the carriage return of a line's end. */
const INVISIBLE = new RegExp(String.raw`(?!\r)[${UNSAFE_CHARACTERS}]`);

/** Offsets of invisible characters in comments. The schemas forbid them in values. */
export function* findInvisibleInComments(text: string): Iterable<number> {
  if (!INVISIBLE.test(text)) return;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (VIRTUAL_TOKENS.has(token)) continue;
    const match = token.startsWith('#') ? INVISIBLE.exec(token) : null;
    if (match) yield offset + match.index;
    offset += token.length;
  }
}
