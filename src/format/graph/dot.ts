import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** An undirected graph in DOT, the language of Graphviz. */
export const formatDot: Formatter = ({ graph = { nodes: [], edges: [] } }) => `graph minerals {
  node [shape=box, fontname="Helvetica"];
${graph.nodes.map(({ id, label }) => `  ${quoteDot(id)} [label=${quoteDot(label)}];\n`).join('')}${graph.edges
  .map(({ from, to, records }) => `  ${quoteDot(from)} -- ${quoteDot(to)} [weight=${records}, label="${records}"];\n`)
  .join('')}}
`;

/** Quotes a text on one line. Graphviz would read a backslash as the start of an escape. */
const quoteDot = (text: string): string =>
  `"${sanitize(text.toWellFormed())
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll(/[\n\t]/g, ' ')}"`;
