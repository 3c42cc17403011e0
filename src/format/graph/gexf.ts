import { parseDate } from '../../core/model/date.ts';
import { definedItems, definedOnly } from '../../core/model/defined-only.ts';
import { compareText } from '../../core/model/text.ts';
import type { Graph, GraphEdge } from '../../core/model/graph.ts';
import type { Formatter } from '../formatter.ts';
import { escapeXmlLine } from './xml.ts';

/**
 * GEXF 1.3 for the timeline of Gephi. An edge starts on the first day of its earliest record and ends when the last of
 * its records has ended; a node exists as long as any of its edges.
 */
export const formatGexf: Formatter<{ readonly output: Graph }> = ({ answer: { output: graph } }) => {
  const lifetimes = graph.edges.map(edgeLifetime);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>minerals</creator>
  </meta>
  <graph defaultedgetype="undirected" mode="dynamic" timeformat="date" timerepresentation="interval">
${declareAttributes('node', NODE_ATTRIBUTES)}${declareAttributes('edge', EDGE_ATTRIBUTES)}    <nodes>
${graph.nodes.map((node) => formatNode(node, nodeLifetime(graph, lifetimes, node.id))).join('')}    </nodes>
    <edges>
${graph.edges.map((edge, index) => formatEdge(edge, index, lifetimes[index] ?? {})).join('')}    </edges>
  </graph>
</gexf>
`;
};

const NODE_ATTRIBUTES = { records: 'integer' } as const;
const EDGE_ATTRIBUTES = {
  records: 'integer',
  through: 'integer',
  refs: 'string',
  first: 'string',
  last: 'string',
} as const;

/** The days between which something exists; no `end` if it still does, or if its end is not known. */
interface Lifetime {
  readonly start?: string;
  readonly end?: string;
}

const edgeLifetime = ({ first, ended }: GraphEdge): Lifetime =>
  definedOnly({ start: parseDate(first ?? '')?.from, end: parseDate(ended ?? '')?.to });

const nodeLifetime = ({ edges }: Graph, lifetimes: readonly Lifetime[], id: string): Lifetime => {
  const ownLifetimes = lifetimes.filter((_, index) => edges[index]?.from === id || edges[index]?.to === id);
  const starts = ownLifetimes.map(({ start }) => start);
  const ends = ownLifetimes.map(({ end }) => end);
  return definedOnly({
    // An edge without a date may be older than all others.
    start: starts.includes(undefined) ? undefined : definedItems(starts).toSorted(compareText)[0],
    end: ends.includes(undefined) ? undefined : definedItems(ends).toSorted(compareText).at(-1),
  });
};

const declareAttributes = (owner: string, attributes: Readonly<Record<string, string>>): string => {
  const declarations = Object.entries(attributes).map(
    ([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>\n`,
  );
  return `    <attributes class="${owner}" mode="static">\n${declarations.join('')}    </attributes>\n`;
};

const formatNode = ({ id, label, records }: Graph['nodes'][number], lifetime: Lifetime): string =>
  `      <node${xmlAttributes({ id, label, ...lifetime })}>${attributeValues({ records })}</node>\n`;

const formatEdge = (
  { from: source, to: target, records, through, refs, first, last }: GraphEdge,
  index: number,
  lifetime: Lifetime,
): string => {
  const attributes = xmlAttributes({ id: index, source, target, weight: records, ...lifetime });
  const values = attributeValues({ records, through, refs: refs.join(' '), first, last });
  return `      <edge${attributes}>${values}</edge>\n`;
};

type XmlValues = Readonly<Record<string, string | number | undefined>>;

const xmlAttributes = (values: XmlValues): string =>
  Object.entries(definedOnly(values))
    .map(([name, value]) => ` ${name}="${escapeXmlLine(String(value))}"`)
    .join('');

const attributeValues = (values: XmlValues): string => {
  const elements = Object.entries(definedOnly(values)).map(
    ([name, value]) => `<attvalue for="${name}" value="${escapeXmlLine(String(value))}"/>`,
  );
  return `<attvalues>${elements.join('')}</attvalues>`;
};
