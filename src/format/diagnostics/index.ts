import type { Formatter } from '../formatter.ts';

/** The formats of `validate` by name, each loaded when it is used. */
export const diagnosticFormats = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('../json.ts')).json,
  github: async () => (await import('./github.ts')).github,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
} satisfies Record<string, () => Promise<Formatter>>;
