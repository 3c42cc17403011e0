import type { Formatter } from './formatter.ts';

/** The formats by name, each loaded when it is used. */
export const formats = {
  table: async () => (await import('./table.ts')).table,
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./json.ts')).ndjson,
  csv: async () => (await import('./csv.ts')).csv,
  tsv: async () => (await import('./csv.ts')).tsv,
  yaml: async () => (await import('./yaml.ts')).yaml,
  markdown: async () => (await import('./markdown.ts')).markdown,
} satisfies Record<string, () => Promise<Formatter>>;
