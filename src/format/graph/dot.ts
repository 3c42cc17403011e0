import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** An undirected graph in Graphviz' language. */
export const formatDot: Formatter = ({ graph = { nodes: [], edges: [] } }) => `graph minerals {
  node [shape=box, fontname="Helvetica"];
${graph.nodes.map(({ id, label }) => `  ${quoted(id)} [label=${quoted(label)}];\n`).join('')}${graph.edges
  .map(({ from, to, records }) => `  ${quoted(from)} -- ${quoted(to)} [weight=${records}, label="${records}"];\n`)
  .join('')}}
`;

/** A text in quotation marks, on one line: Graphviz would read a backslash as the start of an escape. */
const quoted = (text: string): string =>
  `"${sanitize(text.toWellFormed())
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll(/[\n\t]/g, ' ')}"`;
