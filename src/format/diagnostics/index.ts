import type { DiagnosticFormatter } from './read-diagnostics.ts';

/** Formats of `validate` by name, each loaded on first use. */
export const diagnosticFormats = {
  pretty: async () => (await import('./pretty.ts')).formatPretty,
  json: async () => (await import('../json.ts')).formatJson,
  github: async () => (await import('./github.ts')).formatGithub,
  sarif: async () => (await import('./sarif.ts')).formatSarif,
  junit: async () => (await import('./junit.ts')).formatJunit,
} satisfies Record<string, () => Promise<DiagnosticFormatter>>;
