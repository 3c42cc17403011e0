import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** A flowchart for Mermaid, as GitHub and many wikis draw it. */
export const formatMermaid: Formatter = ({ graph = { nodes: [], edges: [] } }) => {
  // Names of nodes are counted: words like `end` would be read as commands.
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  return `graph LR
${graph.nodes.map(({ id, label }) => `  ${names.get(id)}["${escape(label)}"]\n`).join('')}${graph.edges
    .map(({ from, to, records }) => `  ${names.get(from)} ---|${records}| ${names.get(to)}\n`)
    .join('')}`;
};

/** Text without a character that Mermaid or HTML would read: each such becomes its number. */
const escape = (text: string): string =>
  sanitize(text.toWellFormed()).replaceAll(/[^\p{L}\p{M}\p{N} ,.'–—\ufffd-]/gu, (character) =>
    character === '\n' || character === '\t' ? ' ' : `#${character.codePointAt(0)};`,
  );
