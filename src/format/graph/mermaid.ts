import type { Graph } from '../../core/model/graph.ts';
import { sanitize } from '../../core/model/text.ts';
import type { Formatter } from '../formatter.ts';

/** Mermaid refuses flowcharts with more edges. */
const MAX_EDGES = 500;

/** A flowchart for Mermaid, which GitHub and many wikis render. Edges beyond the maximum are counted in a comment. */
export const formatMermaid: Formatter<{ readonly output: Graph }> = ({ answer: { output: wholeGraph } }) => {
  const edges = wholeGraph.edges.slice(0, MAX_EDGES);
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isComplete = edges.length === wholeGraph.edges.length;
  const nodes = wholeGraph.nodes.filter(({ id }) => isComplete || connected.has(id));
  const graph = { nodes, edges };
  const omitted = wholeGraph.edges.length - edges.length;
  const omittedLine =
    omitted === 0 ? '' : `%% ${omitted} weaker connections are left out: Mermaid draws at most ${MAX_EDGES}\n`;
  // Nodes are numbered, as Mermaid would read names such as `end` as keywords.
  const nodeNames = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  return `${omittedLine}graph LR
${graph.nodes.map(({ id, label }) => `  ${nodeNames.get(id)}["${escapeMermaid(label)}"]\n`).join('')}${graph.edges
    .map(({ from, to, records }) => `  ${nodeNames.get(from)} ---|${records}| ${nodeNames.get(to)}\n`)
    .join('')}`;
};

/** Replaces characters that Mermaid or HTML would interpret by their code points. */
const escapeMermaid = (text: string): string =>
  sanitize(text.toWellFormed())
    .replaceAll(/[\n\t]/g, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N} ,.'–—\ufffd-]/gu, (character) => `#${character.codePointAt(0)};`);
