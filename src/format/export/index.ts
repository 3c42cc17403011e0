import type { Exporter } from './exporter.ts';

/** What `export` writes by name, each loaded when it is used. */
export const exporters = {
  csv: async () => (await import('./csv.ts')).csv,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  sqlite: async () => (await import('./sqlite.ts')).sqlite,
  parquet: async () => (await import('./parquet.ts')).parquet(),
  geojson: async () => (await import('./geojson.ts')).geojson,
} satisfies Record<string, () => Promise<Exporter>>;
