import { instance } from '@viz-js/viz';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, it } from 'vitest';
import { graphFormats } from '../src/format/graph/index.ts';
import type { Graph } from '../src/core/model/graph.ts';
import { sanitize } from '../src/core/model/text.ts';
import { present } from './presentation.ts';

const STYLE = { colour: false, hyperlinks: false, width: undefined };

const printed = async (format: keyof typeof graphFormats, graph: Graph): Promise<string> =>
  (await graphFormats[format]())(present(graph), STYLE);

const HOSTILE = [
  'Pact "A", <b>&amp; --> [x]; end | \'one\'',
  ']]></data><!--',
  String.raw`back\slash\n\"`,
  'two\nlines\tand a tab',
  'n1"]; subgraph end',
  '}; digraph { a -> b',
  '#quot; #35; %% comment',
  '\u0000\u001b[31m\u202e\ufffe\ud800',
  '日本–🇵🇪',
  '',
];

const graphOf = (labels: readonly string[]): Graph => ({
  nodes: labels.map((label, index) => ({ id: `${index}/${label}`, label, records: 1 })),
  edges: labels.slice(1).map((label, index) => ({
    from: `0/${labels[0]}`,
    to: `${index + 1}/${label}`,
    records: index + 1,
    through: 0,
    refs: [label],
    traits: {},
    first: '2026',
  })),
});

/** The expected label text: unsupported characters are replaced, lines are joined. */
const kept = (label: string): string =>
  sanitize(label.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[\n\t]/g, ' ');

const parsedXml = (text: string): { labels: string[]; ids: string[]; ends: string[] } => {
  const found = { labels: [] as string[], ids: [] as string[], ends: [] as string[] };
  let isLabel = false;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'node') found.ids.push(attributes['id'] ?? '');
    if (name === 'edge') found.ends.push(attributes['target'] ?? '');
    isLabel = name === 'data' && attributes['key'] === 'label';
    if (isLabel) found.labels.push('');
  });
  parser.on('text', (part) => {
    if (isLabel) found.labels.push((found.labels.pop() ?? '') + part);
  });
  parser.on('closetag', () => {
    isLabel = false;
  });
  parser.write(text).close();
  return found;
};

const labels = fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string()), {
  minLength: 1,
  maxLength: 6,
});

it('writes GraphML that an XML parser reads back', async () => {
  await fc.assert(
    fc.asyncProperty(labels, async (all) => {
      const { labels: read, ids, ends } = parsedXml(await printed('graphml', graphOf(all)));
      expect(read).toEqual(all.map(kept));
      expect(ids).toEqual(all.map((label, index) => kept(`${index}/${label}`)));
      expect(ends).toEqual(ids.slice(1));
    }),
  );
});

/** The elements of GEXF 1.3 that are used, with the attributes and parents that its schema allows. */
const GEXF: Readonly<Record<string, { readonly parent?: string; readonly attributes: readonly string[] }>> = {
  gexf: { attributes: ['xmlns', 'version', 'variant'] },
  meta: { parent: 'gexf', attributes: ['lastmodifieddate'] },
  creator: { parent: 'meta', attributes: [] },
  graph: {
    parent: 'gexf',
    attributes: ['defaultedgetype', 'mode', 'timeformat', 'timerepresentation', 'idtype', 'start', 'end'],
  },
  attributes: { parent: 'graph', attributes: ['class', 'mode'] },
  attribute: { parent: 'attributes', attributes: ['id', 'title', 'type'] },
  nodes: { parent: 'graph', attributes: ['count'] },
  node: { parent: 'nodes', attributes: ['id', 'label', 'start', 'end'] },
  edges: { parent: 'graph', attributes: ['count'] },
  edge: { parent: 'edges', attributes: ['id', 'type', 'label', 'source', 'target', 'weight', 'start', 'end'] },
  attvalues: { attributes: [] },
  attvalue: { parent: 'attvalues', attributes: ['for', 'value', 'start', 'end'] },
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const gexfElements = (text: string): Element[] => {
  const elements: Element[] = [];
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const rule = GEXF[name];
    expect([name, rule?.parent ?? open.at(-1)]).toEqual([name, open.at(-1)]);
    expect(rule?.attributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
    elements.push({ name, attributes });
    open.push(name);
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return elements;
};

it('writes GEXF that an XML parser reads back', async () => {
  await fc.assert(
    fc.asyncProperty(labels, async (all) => {
      const elements = gexfElements(await printed('gexf', graphOf(all)));
      const values = (element: string, attribute: string): (string | undefined)[] =>
        elements.filter(({ name }) => name === element).map(({ attributes }) => attributes[attribute]);
      expect(values('node', 'label')).toEqual(all.map(kept));
      expect(values('edge', 'target')).toEqual(values('node', 'id').slice(1));
      expect(values('edge', 'start')).toEqual(all.slice(1).map(() => '2026-01-01'));
    }),
  );
});

it('writes when each edge and node of GEXF starts and ends, as far as it is known', async () => {
  const node = (id: string) => ({ id, label: id, records: 1 });
  const edge = { records: 1, through: 0, refs: [], traits: {} };
  const graph: Graph = {
    nodes: ['a/1', 'a/2', 'a/3', 'a/4'].map(node),
    edges: [
      { ...edge, from: 'a/1', to: 'a/2', first: '2020', last: '2021-03', ended: '2024-02' },
      { ...edge, from: 'a/1', to: 'a/3', first: '2019-05-06', last: '2019-05-06' },
      { ...edge, from: 'a/3', to: 'a/4' },
    ],
  };
  const spans = gexfElements(await printed('gexf', graph))
    .filter(({ name }) => name === 'node' || name === 'edge')
    .map(({ attributes: { start, end } }) => [start, end]);
  expect(spans).toEqual([
    ['2019-05-06', undefined],
    ['2020-01-01', '2024-02-29'],
    [undefined, undefined],
    [undefined, undefined],
    ['2020-01-01', '2024-02-29'],
    ['2019-05-06', undefined],
    [undefined, undefined],
  ]);
});

it('writes DOT that Graphviz reads as many nodes and edges as there are', async () => {
  const graphviz = await instance();
  await fc.assert(
    fc.asyncProperty(labels, async (all) => {
      const { status, output, errors } = graphviz.render(await printed('dot', graphOf(all)), {
        format: 'json0',
        engine: 'dot',
      });
      // This build of Graphviz lacks the library by which others remove overlaps; it draws all the same.
      const problems = errors.filter(({ level, message }) => level === 'error' && !/triangulation/.test(message));
      expect(problems).toEqual([]);
      expect(status).toBe('success');
      const { objects, edges = [] } = JSON.parse(output ?? '') as { objects: object[]; edges?: object[] };
      expect(objects).toHaveLength(all.length);
      expect(edges).toHaveLength(all.length - 1);
    }),
    { numRuns: 50 },
  );
});

it('writes Mermaid whose labels hold nothing that Mermaid reads', async () => {
  await fc.assert(
    fc.asyncProperty(labels, async (all) => {
      const lines = (await printed('mermaid', graphOf(all))).trimEnd().split('\n');
      expect(lines).toHaveLength(1 + all.length + all.length - 1);
      for (const line of lines.slice(1, 1 + all.length))
        expect(line).toMatch(/^ {2}n\d+\["(?:[^"[\]<>&#;|{}()`\\%]|#\d+;)*"\]$/u);
    }),
  );
});
