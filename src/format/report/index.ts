import type { Formatter } from '../formatter.ts';

/** The formats of briefings by name, each loaded when it is used. */
export const reportFormats = {
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  json: async () => (await import('../json.ts')).json,
} satisfies Record<string, () => Promise<Formatter>>;
