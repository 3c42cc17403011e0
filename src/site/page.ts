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

export const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5;
  --ink: light-dark(#1d1d1f, #ececf0); --line: light-dark(#c9ccd3, #4a4d55); --link: light-dark(#0645ad, #8ab4f8);
  --paper: light-dark(#fff, #17181b); --quiet: light-dark(#585c66, #a6abb6);
  --shade-1: light-dark(#cfe0f1, #22384e); --shade-2: light-dark(#9cc3e2, #2d5479); --shade-3: light-dark(#5b9bca, #3f79ad);
  --shade-4: light-dark(#2b70a9, #62a3d9); --shade-5: light-dark(#0b4478, #a3d2f7); }
body { margin: 0 auto; max-width: 74rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; color: var(--ink); background: var(--paper); }
header { padding: 1rem 0; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0; }
a { color: var(--link); }
.type, .remark { color: var(--quiet); }
.fact { border-top: 1px solid var(--line); padding: 0.25rem 0; }
.fact h3 { margin: 0.5rem 0 0; font-size: 1rem; }
.fact p { margin: 0.25rem 0; }
.passage { margin-left: 1rem; font-size: 0.94rem; }
.differs { border-left: 4px solid light-dark(#b00020, #ff8a80); padding-left: 0.5rem; }
.disputed { color: light-dark(#b00020, #ff8a80); }
blockquote { margin: 0.25rem 0; border-left: 3px solid var(--line); padding-left: 0.75rem; }
form { border-bottom: 1px solid var(--line); }
label { display: inline-block; margin: 0 1rem 0.5rem 0; }
input, select, button { font: inherit; max-width: 100%; }
details label select, details label input { max-width: 14rem; }
output { font-weight: 600; margin-left: 1rem; }
nav.views { margin: 1rem 0; }
nav.views a { display: inline-block; padding: 0.25rem 0.75rem; border: 1px solid var(--line); text-decoration: none; }
nav.views a[aria-current] { background: var(--link); color: var(--paper); }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
svg { width: 100%; height: auto; display: block; border: 1px solid var(--line); overflow: hidden; }
svg a:focus-visible { outline: 2px solid var(--link); }
.map { touch-action: pan-y; background: light-dark(#f4f6f9, #101114); }
.map path { fill: light-dark(#fff, #24262b); stroke: var(--line); stroke-width: calc(0.6px / var(--zoom, 1)); }
.map .shade-1 { fill: var(--shade-1); } .map .shade-2 { fill: var(--shade-2); } .map .shade-3 { fill: var(--shade-3); }
.map .shade-4 { fill: var(--shade-4); } .map .shade-5 { fill: var(--shade-5); }
.map circle { stroke: var(--ink); stroke-width: calc(0.6px / var(--zoom, 1)); }
.map .point { fill: light-dark(#c2410c, #fb923c); stroke: var(--paper); }
.map a:hover path, .map a:hover circle, .network a:hover circle { stroke: var(--ink); stroke-width: 1.5px; }
.ties line { stroke: var(--quiet); stroke-opacity: 0.45; }
.nodes circle { fill: var(--shade-2); stroke: var(--paper); }
.codes text { fill: var(--ink); font-size: 11px; text-anchor: middle; pointer-events: none; }
.timeline { background: var(--paper); }
.timeline rect { fill: var(--shade-4); }
.timeline a:hover rect { fill: light-dark(#c2410c, #fb923c); }
.timeline text { fill: var(--quiet); font-size: 12px; }
@media print { header, form, nav, button { display: none; } a { color: inherit; } .passage a::after { content: " " attr(href); } }
`;
