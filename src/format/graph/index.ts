import { formats } from '../index.ts';

/** The formats of an answer that is a graph: the common ones, and those that draw it. */
export const graphFormats = {
  ...formats,
  graphml: async () => (await import('./graphml.ts')).formatGraphml,
  dot: async () => (await import('./dot.ts')).formatDot,
  mermaid: async () => (await import('./mermaid.ts')).formatMermaid,
};
