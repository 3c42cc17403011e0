import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** A flowchart for Mermaid, which GitHub and many wikis render. */
export const formatMermaid: Formatter = ({ graph = { nodes: [], edges: [] } }) => {
  // Nodes are numbered, as Mermaid would read names such as `end` as keywords.
  const nodeNames = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  return `graph LR
${graph.nodes.map(({ id, label }) => `  ${nodeNames.get(id)}["${escapeMermaid(label)}"]\n`).join('')}${graph.edges
    .map(({ from, to, records }) => `  ${nodeNames.get(from)} ---|${records}| ${nodeNames.get(to)}\n`)
    .join('')}`;
};

/** Replaces characters that Mermaid or HTML would interpret by their code points. */
const escapeMermaid = (text: string): string =>
  sanitize(text.toWellFormed())
    .replaceAll(/[\n\t]/g, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N} ,.'–—\ufffd-]/gu, (character) => `#${character.codePointAt(0)};`);
