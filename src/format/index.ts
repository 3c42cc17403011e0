import type { Formatter } from './formatter.ts';

/** Output formats by name, each loaded on first use. */
export const formats = {
  table: async () => (await import('./table.ts')).formatTable,
  json: async () => (await import('./json.ts')).formatJson,
  ndjson: async () => (await import('./json.ts')).formatNdjson,
  csv: async () => (await import('./csv.ts')).formatCsv,
  tsv: async () => (await import('./csv.ts')).formatTsv,
  yaml: async () => (await import('./yaml.ts')).formatYamlOutput,
  markdown: async () => (await import('./markdown.ts')).formatMarkdown,
} satisfies Record<string, () => Promise<Formatter>>;

/** Formats of news: the common ones, and a feed. */
export const newsFormats = { ...formats, atom: async () => (await import('./atom.ts')).formatAtom };
