import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** GraphML 1.0, as Gephi, yEd and NetworkX read it. */
export const formatGraphml: Formatter = ({
  graph = { nodes: [], edges: [] },
}) => `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="records" for="node" attr.name="records" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <key id="refs" for="edge" attr.name="refs" attr.type="string"/>
  <key id="first" for="edge" attr.name="first" attr.type="string"/>
  <key id="last" for="edge" attr.name="last" attr.type="string"/>
  <graph edgedefault="undirected">
${graph.nodes
  .map(({ id, label, records }) => `    <node id="${escape(id)}">${data({ label, records })}</node>\n`)
  .join('')}${graph.edges
  .map(
    ({ from, to, records: weight, refs, first, last }) =>
      `    <edge source="${escape(from)}" target="${escape(to)}">${data({ weight, refs: refs.join(' '), first, last })}</edge>\n`,
  )
  .join('')}  </graph>
</graphml>
`;

const data = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([key, value]) => (value === undefined ? [] : [`<data key="${key}">${escape(String(value))}</data>`]))
    .join('');

/** Text that XML 1.0 allows and takes as text: neither markup, nor controls, nor half a character. */
const escape = (text: string): string =>
  sanitize(text.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[\n\t]/g, ' ');
