import type { Formatter } from '../formatter.ts';

/** The formats of `validate` by name, each loaded when it is used. */
export const diagnosticFormats = {
  pretty: async () => (await import('./pretty.ts')).formatPretty,
  json: async () => (await import('../json.ts')).formatJson,
  github: async () => (await import('./github.ts')).formatGithub,
  sarif: async () => (await import('./sarif.ts')).formatSarif,
  junit: async () => (await import('./junit.ts')).formatJunit,
} satisfies Record<string, () => Promise<Formatter>>;
