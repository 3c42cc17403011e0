import { graphFormats } from '../format/graph/index.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import type { GraphEdge, Graph } from '../core/model/graph.ts';
import type { Ref } from '../core/model/record.ts';
import type { Cell, Table } from '../core/model/block.ts';
import { runQuery } from '../core/query/filter.ts';
import { searchNotes } from '../core/query/search-log.ts';
import { formatCounts, isBilateral, buildNetwork, findRelationships } from '../core/query/relationships.ts';
import { displayName } from '../core/query/format-value.ts';
import { selection } from './filters.ts';
import { number, optionalText } from './input.ts';
import { defineOperation } from './operation.ts';
import { bilateralOption } from './partners.ts';

export const networkOperation = defineOperation({
  name: 'network',
  arguments: { text: optionalText({ description: 'text that must occur in the agreement', allowsSpaces: true }) },
  summary: 'Show which countries agreements connect; export for Gephi, Graphviz and Mermaid',
  options: {
    bilateral: bilateralOption,
    top: number({ value: 'n', description: 'only the n best-connected countries' }),
    conditions: selection,
  },
  formats: graphFormats,
  examples: [
    {
      command: 'minerals network --mineral lithium',
      description: 'countries connected by lithium agreements, closest first',
    },
    {
      command: 'minerals network --bilateral --format gexf > ties.gexf',
      description: 'for the timeline of Gephi; graphml for NetworkX, yEd and igraph',
    },
    {
      command: 'minerals network --party CN --bilateral --format dot | dot -Tsvg > cn.svg',
      description: 'a drawing by Graphviz',
    },
    {
      command: 'minerals network --event critical-minerals-ministerial-2026 --format mermaid',
      description: 'for a page on GitHub',
    },
  ],
  run: async ({ dataset, language }, { text, bilateral, top, conditions }) => {
    const query = { ...conditions, ...definedOnly({ text }) };
    const { matches, notes, requestedRefs, emptyMessage } = await runQuery(dataset, query);
    const relationships = findRelationships(dataset, matches).filter(
      (relationship) => !bilateral || isBilateral(relationship),
    );
    return {
      output: keepTopNodes(buildNetwork({ dataset, language }, relationships), top),
      notes: [...notes, ...searchNotes(dataset, requestedRefs, relationships.length, language)],
      emptyMessage,
    };
  },
  view: ({ output: graph, emptyMessage }, { dataset, language }) => [
    {
      table: toEdgeTable(graph, ['from', 'to', 'records', 'through'], (ref) => displayName({ dataset, language }, ref)),
      empty: emptyMessage,
    },
  ],
  table: ({ output: graph }) =>
    toEdgeTable(graph, ['from', 'to', 'records', 'through', 'first', 'last', 'refs'], (ref) => ref),
});

/** Keeps the best-connected nodes and the edges between them. */
const keepTopNodes = (graph: Graph, top: number | undefined): Graph => {
  if (top === undefined) return graph;
  const nodes = graph.nodes.toSorted((a, b) => b.records - a.records).slice(0, top);
  const kept = new Set(nodes.map(({ id }) => id));
  return {
    nodes: graph.nodes.filter(({ id }) => kept.has(id)),
    edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
};

/** One row per edge; traits follow the other columns. */
const toEdgeTable = (
  { edges }: Graph,
  columns: readonly (keyof GraphEdge)[],
  formatNode: (ref: Ref) => string,
): Table => {
  const traits = Object.keys(edges[0]?.traits ?? {});
  return {
    columns: [...columns, ...traits].map((name) => ({ name, title: name })),
    rows: edges.map((edge) => {
      const cells = { ...edge, from: formatNode(edge.from), to: formatNode(edge.to) };
      return [
        ...columns.map((name): Cell => cells[name]),
        ...traits.map((trait) => formatCounts(edge.traits[trait] ?? {})),
      ];
    }),
  };
};
