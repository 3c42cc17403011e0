import { graphFormats } from '../format/graph/index.ts';
import type { GraphEdge, Graph } from '../model/graph.ts';
import type { Ref, JsonValue } from '../model/record.ts';
import type { Cell, Table } from '../model/result.ts';
import { runQuery } from '../query/filter.ts';
import { searchNotes } from '../query/search-log.ts';
import { formatCounts, isBilateral, buildNetwork, findRelationships } from '../query/relationships.ts';
import { displayName } from '../query/format-value.ts';
import type { Command } from './command.ts';
import { filterOptions, toQueryParams } from './filters.ts';
import { BILATERAL_OPTION } from './partners.ts';

export const networkCommand: Command = {
  name: 'network',
  arguments: [{ name: '[text]', description: 'text that must occur in the agreement', allowsSpaces: true }],
  summary: 'Show the network of countries that agreements tie, for the eye or for Gephi, Graphviz and Mermaid',
  options: (catalog) => [BILATERAL_OPTION, ...filterOptions(catalog())],
  formats: graphFormats,
  examples: [
    {
      command: 'minerals network --mineral lithium',
      description: 'who is tied to whom over lithium, the closest first',
    },
    {
      command: 'minerals network --bilateral --valid-on 2026 --format graphml > ties.graphml',
      description: 'for Gephi',
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
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { matches, notes, asked, nothing } = await runQuery(dataset, toQueryParams(context.catalog, options, text));
    const ties = findRelationships(dataset, matches).filter((tie) => !options['bilateral'] || isBilateral(tie));
    const wording = { dataset, language: context.language };
    const graph = buildNetwork(wording, ties);
    return {
      data: graph as unknown as JsonValue,
      view: [
        {
          table: tableOf(graph, ['from', 'to', 'records'], (ref) => displayName(wording, ref)),
          empty: nothing,
        },
      ],
      flat: tableOf(graph, ['from', 'to', 'records', 'first', 'last', 'refs'], (ref) => ref),
      graph,
      notes: [...notes, ...searchNotes(dataset, asked, ties.length, context.language)],
    };
  },
};

/** A row for each edge, its traits in the columns that follow the others. */
const tableOf = ({ edges }: Graph, columns: readonly (keyof GraphEdge)[], named: (ref: Ref) => string): Table => {
  const traits = Object.keys(edges[0]?.traits ?? {});
  return {
    columns: [...columns, ...traits].map((name) => ({ name, title: name })),
    rows: edges.map((edge) => {
      const shown = { ...edge, from: named(edge.from), to: named(edge.to) };
      return [
        ...columns.map((name): Cell => shown[name]),
        ...traits.map((trait) => formatCounts(edge.traits[trait] ?? {})),
      ];
    }),
  };
};
