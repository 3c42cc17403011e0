import type { Formatter } from '../formatter.ts';

/** The formats of citations by name, each loaded when it is used. */
export const citationFormats = {
  plain: async () => (await import('./plain.ts')).plain,
  bibtex: async () => (await import('./bibtex.ts')).bibtex,
  ris: async () => (await import('./ris.ts')).ris,
  csl: async () => (await import('../json.ts')).json,
  json: async () => (await import('../json.ts')).json,
} satisfies Record<string, () => Promise<Formatter>>;
