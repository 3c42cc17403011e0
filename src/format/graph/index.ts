import { formats } from '../index.ts';

/** Formats of a graph by name: the common ones, and formats for graph programs. */
export const graphFormats = {
  ...formats,
  graphml: async () => (await import('./graphml.ts')).formatGraphml,
  gexf: async () => (await import('./gexf.ts')).formatGexf,
  dot: async () => (await import('./dot.ts')).formatDot,
  mermaid: async () => (await import('./mermaid.ts')).formatMermaid,
};
