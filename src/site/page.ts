import { html, type Markup } from './html.ts';

interface PageContent {
  readonly title: string;
  /** Number of folders between the page and the root of the site. */
  readonly depth: number;
  readonly body: Markup;
  /** Scripts of the page, by their names in the root. */
  readonly scripts?: readonly string[];
}

/** Nothing but the files of the site may be loaded, and nothing may be sent. */
const POLICY =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Builds a whole page. */
export const renderPage = ({ title, depth, body, scripts = [] }: PageContent): string => {
  const root = '../'.repeat(depth);
  const { markup } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>${title} | minerals</title>
      <link rel="stylesheet" href="${root}style.css" />
      <link rel="alternate" type="application/atom+xml" title="News" href="${root}feed.atom" />
      ${scripts.map((name) => html`<script defer src="${root}${name}"></script>`)}
    </head>
    <body>
      <header>
        <nav aria-label="Site"><a href="${root}index.html">Critical-mineral diplomacy</a></nav>
      </header>
      <main>${body}</main>
    </body>
  </html>`;
  return `<!doctype html>\n${markup.replaceAll(/\n\s+/g, '\n')}\n`;
};

export const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; }
header { padding: 1rem 0; }
a { color: light-dark(#0645ad, #8ab4f8); }
.fact { border-top: 1px solid #8886; }
.fact h3 { margin: 0.5rem 0 0; font-size: 1rem; }
.passage { margin-left: 1rem; }
.differs { border-left: 4px solid light-dark(#b00020, #ff8a80); padding-left: 0.5rem; }
blockquote { margin: 0.25rem 0; border-left: 3px solid #888; padding-left: 0.75rem; }
label { display: inline-block; margin: 0 1rem 0.5rem 0; }
input, select { font: inherit; max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #8886; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
@media print { header, form { display: none; } }
`;
