import { sanitize } from '../../core/model/text.ts';
import type { Graph } from '../../core/model/graph.ts';
import type { Formatter } from '../formatter.ts';

/** An undirected graph in DOT, the language of Graphviz. */
export const formatDot: Formatter<{ readonly output: Graph }> = ({ answer: { output: graph } }) => `graph minerals {
  graph [layout=sfdp, overlap=prism, splines=true, outputorder=edgesfirst];
  node [shape=box, style="filled,rounded", fillcolor=white, fontname="Helvetica"];
  edge [color="#00000060"];
${graph.nodes.map(formatDotNode).join('')}${graph.edges.map(formatDotEdge).join('')}}
`;

/** Well-connected nodes have larger letters. */
const formatDotNode = ({ id, label, records }: Graph['nodes'][number]): string =>
  `  ${quoteDot(id)} [label=${quoteDot(label)}, fontsize=${Math.round(10 + 4 * Math.log2(records + 1))}];\n`;

/** Lines are as wide as they have records, up to a limit; the exact number is shown on hover. */
const formatDotEdge = ({ from, to, records }: Graph['edges'][number]): string => {
  const width = Math.min(MAX_LINE_WIDTH, records);
  const attributes = `weight=${records}, penwidth=${width}, tooltip="${records}"`;
  return `  ${quoteDot(from)} -- ${quoteDot(to)} [${attributes}];\n`;
};

const MAX_LINE_WIDTH = 8;

/** Quotes a text on one line. Graphviz would read a backslash as the start of an escape. */
const quoteDot = (text: string): string =>
  `"${sanitize(text.toWellFormed())
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll(/[\n\t]/g, ' ')}"`;
