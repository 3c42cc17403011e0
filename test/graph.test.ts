import { instance } from '@viz-js/viz';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, it } from 'vitest';
import { graphFormats } from '../src/format/graph/index.ts';
import type { Graph } from '../src/core/model/graph.ts';
import { sanitize } from '../src/core/model/text.ts';
import { present } from './presentation.ts';

const STYLE = { colour: false, hyperlinks: false, width: undefined };

const printed = async (format: 'graphml' | 'dot' | 'mermaid', graph: Graph): Promise<string> =>
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
