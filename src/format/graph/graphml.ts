import { definedOnly } from '../../core/model/defined-only.ts';
import type { Graph } from '../../core/model/graph.ts';
import type { Formatter } from '../formatter.ts';
import { escapeXmlLine } from './xml.ts';

/** GraphML 1.0 for NetworkX, yEd, igraph and Gephi. */
export const formatGraphml: Formatter<{ readonly output: Graph }> = ({
  answer: { output: graph },
}) => `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="records" for="node" attr.name="records" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <key id="through" for="edge" attr.name="through" attr.type="int"/>
  <key id="refs" for="edge" attr.name="refs" attr.type="string"/>
  <key id="first" for="edge" attr.name="first" attr.type="string"/>
  <key id="last" for="edge" attr.name="last" attr.type="string"/>
  <graph edgedefault="undirected">
${graph.nodes
  .map(({ id, label, records }) => `    <node id="${escapeXmlLine(id)}">${dataElements({ label, records })}</node>\n`)
  .join('')}${graph.edges
  .map(
    ({ from, to, records: weight, through, refs, first, last }) =>
      `    <edge source="${escapeXmlLine(from)}" target="${escapeXmlLine(to)}">${dataElements({ weight, through, refs: refs.join(' '), first, last })}</edge>\n`,
  )
  .join('')}  </graph>
</graphml>
`;

const dataElements = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(definedOnly(values))
    .map(([key, value]) => `<data key="${key}">${escapeXmlLine(String(value))}</data>`)
    .join('');
