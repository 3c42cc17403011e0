import type { Exporter } from './exporter.ts';

/** Formats of `export` by name, each loaded on first use. */
export const exporters = {
  csv: async () => (await import('./csv.ts')).exportCsv,
  ndjson: async () => (await import('./ndjson.ts')).exportNdjson,
  sqlite: async () => (await import('./sqlite.ts')).exportSqlite,
  postgres: async () => (await import('./postgres.ts')).exportPostgres,
  parquet: async () => (await import('./parquet.ts')).exportParquet(),
  geojson: async () => (await import('./geojson.ts')).exportGeojson,
  xlsx: async () => (await import('./xlsx.ts')).exportXlsx,
} satisfies Record<string, () => Promise<Exporter>>;
