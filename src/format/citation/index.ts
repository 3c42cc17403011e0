import type { Formatter } from '../formatter.ts';

/** The formats of citations by name, each loaded when it is used. */
export const citationFormats = {
  plain: async () => (await import('./plain.ts')).formatPlainCitation,
  bibtex: async () => (await import('./bibtex.ts')).formatBibtex,
  ris: async () => (await import('./ris.ts')).formatRis,
  csl: async () => (await import('../json.ts')).formatJson,
  json: async () => (await import('../json.ts')).formatJson,
} satisfies Record<string, () => Promise<Formatter>>;
