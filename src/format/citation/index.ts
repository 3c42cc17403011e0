import type { CitationFormatter } from './citation-formatter.ts';

/** Citation formats by name, each loaded on first use. */
export const citationFormats = {
  plain: async () => (await import('./plain.ts')).formatPlainCitation,
  bibtex: async () => (await import('./bibtex.ts')).formatBibtex,
  ris: async () => (await import('./ris.ts')).formatRis,
  csl: async () => (await import('../json.ts')).formatJson,
  json: async () => (await import('../json.ts')).formatJson,
} satisfies Record<string, () => Promise<CitationFormatter>>;
