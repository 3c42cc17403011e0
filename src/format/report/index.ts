import type { ReportFormatter } from './report-formatter.ts';

/** Formats of briefings by name, each loaded on first use. */
export const reportFormats = {
  markdown: async () => (await import('./markdown.ts')).formatMarkdownReport,
  html: async () => (await import('./html.ts')).formatHtmlReport,
  json: async () => (await import('../json.ts')).formatJson,
} satisfies Record<string, () => Promise<ReportFormatter>>;
