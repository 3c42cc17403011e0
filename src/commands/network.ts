import { graphFormats } from '../format/graph/index.ts';
import type { Edge, Graph } from '../model/graph.ts';
import type { Ref, Value } from '../model/record.ts';
import type { Cell, Table } from '../model/result.ts';
import { filter } from '../query/filter.ts';
import { searched } from '../query/sweeps.ts';
import { counted, isBilateral, networkOf, tiesOf } from '../query/ties.ts';
import { nameOf } from '../query/wording.ts';
import type { Command } from './command.ts';
import { filterOptions, questionOf } from './filters.ts';
import { BILATERAL } from './partners.ts';

export const network: Command = {
  name: 'network',
  arguments: [{ name: '[text]', description: 'text that must occur in the agreement', blanks: true }],
  summary: 'Show the network of countries that agreements tie, for the eye or for Gephi, Graphviz and Mermaid',
  options: (catalog) => [BILATERAL, ...filterOptions(catalog())],
  formats: graphFormats,
  examples: [
    { command: 'minerals network --mineral lithium', says: 'who is tied to whom over lithium, the closest first' },
    { command: 'minerals network --bilateral --valid-on 2026 --format graphml > ties.graphml', says: 'for Gephi' },
    {
      command: 'minerals network --party CN --bilateral --format dot | dot -Tsvg > cn.svg',
      says: 'a drawing by Graphviz',
    },
    {
      command: 'minerals network --event critical-minerals-ministerial-2026 --format mermaid',
      says: 'for a page on GitHub',
    },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { matches, notes, asked, nothing } = await filter(dataset, questionOf(context.catalog, options, text));
    const ties = tiesOf(dataset, matches).filter((tie) => !options['bilateral'] || isBilateral(tie));
    const wording = { dataset, language: context.language };
    const graph = networkOf(wording, ties);
    return {
      data: graph as unknown as Value,
      view: [
        {
          table: tableOf(graph, ['from', 'to', 'records'], (ref) => nameOf(wording, ref)),
          empty: nothing,
        },
      ],
      flat: tableOf(graph, ['from', 'to', 'records', 'first', 'last', 'refs'], (ref) => ref),
      graph,
      notes: [...notes, ...searched(dataset, asked, ties.length, context.language)],
    };
  },
};

/** A row for each edge, its traits in the columns that follow the others. */
const tableOf = ({ edges }: Graph, columns: readonly (keyof Edge)[], named: (ref: Ref) => string): Table => {
  const traits = Object.keys(edges[0]?.traits ?? {});
  return {
    columns: [...columns, ...traits].map((name) => ({ name, title: name })),
    rows: edges.map((edge) => {
      const shown = { ...edge, from: named(edge.from), to: named(edge.to) };
      return [...columns.map((name): Cell => shown[name]), ...traits.map((trait) => counted(edge.traits[trait] ?? {}))];
    }),
  };
};
