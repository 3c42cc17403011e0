import type { JsonValue } from '../core/model/record.ts';
import { html, type Markup } from './html.ts';
import { toJson } from './json.ts';

interface PageContent {
  readonly title: string;
  /** Number of folders between the page and the root of the site. */
  readonly depth: number;
  readonly body: Markup;
  /** Scripts of the page, by their names in the root. */
  readonly scripts?: readonly string[];
  readonly description?: string;
  /** Description for search engines, in JSON-LD. */
  readonly metadata?: JsonValue;
}

/** Nothing but the files of the site may be loaded, and nothing may be sent. */
const POLICY =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Builds a whole page. */
export const renderPage = ({ title, depth, body, scripts = [], description, metadata }: PageContent): string => {
  const root = '../'.repeat(depth);
  const { markup } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      ${description === undefined ? undefined : html`<meta name="description" content="${description}" />`}
      <title>${title} | minerals</title>
      <link rel="icon" href="${root}icon.svg" />
      <link rel="stylesheet" href="${root}style.css" />
      <link rel="alternate" type="application/atom+xml" title="Latest records" href="${root}feed.atom" />
      ${metadata === undefined ? undefined : renderMetadata(metadata)}
      ${scripts.map((name) => html`<script defer src="${root}${name}"></script>`)}
    </head>
    <body>
      ${depth === 0 ? undefined : renderHeader(root)}
      <main>${body}</main>
    </body>
  </html>`;
  return `<!doctype html>\n${markup.replaceAll(/\n\s+/g, '\n')}\n`;
};

const renderHeader = (root: string): Markup =>
  html`<header>
    <nav aria-label="Site"><a href="${root}index.html">Critical-mineral diplomacy</a></nav>
  </header>`;

/** Data in a script element is not escaped as text is; JSON without the sign < cannot end it. */
const renderMetadata = (metadata: JsonValue): Markup => ({
  markup: `<script type="application/ld+json">${toJson(metadata)}</script>`,
});
