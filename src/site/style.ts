/** Style of all pages: light and dark by the reader's setting, and for paper. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2430, #e6e9ee); --soft: light-dark(#566072, #a4aebd); --page: light-dark(#fff, #14181e);
  --panel: light-dark(#f4f6f9, #1d232b); --rule: light-dark(#d9dee6, #343c48); --link: light-dark(#0b57a4, #8cbcf5);
  --differs: light-dark(#a3211b, #ff9a90); --s1: light-dark(#cfe3ef, #1c3a4d); --s2: light-dark(#a4cbe2, #235873);
  --s3: light-dark(#74aed2, #2d7a9b); --s4: light-dark(#458dbd, #419cc0); --s5: light-dark(#23699f, #74bfdc); --s6: light-dark(#0d4677, #b5e0f0);
  --t0: light-dark(#0b62b0, #6db0f2); --t1: light-dark(#b8500f, #f0a060); --t2: light-dark(#2f7d32, #7cc67f); --t3: light-dark(#8a3ea8, #cf92e6);
  --t4: light-dark(#a3862a, #dcc25e); --t5: light-dark(#b3265c, #f285ae); --t6: light-dark(#0f7f80, #5cc6c6); --t7: light-dark(#5c5c66, #b4b4bf);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; color: var(--ink); background: var(--page);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; }
header { padding: 0.75rem 0; border-bottom: 1px solid var(--rule); font-weight: 600; }
header a { color: inherit; text-decoration: none; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.25rem 0 0.5rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
small, .caption, .type, footer { color: var(--soft); font-size: 0.875rem; }
.lead { color: var(--soft); max-width: 46rem; margin: 0 0 1rem; }
code { font-size: 0.875em; }
form { background: var(--panel); border: 1px solid var(--rule); border-radius: 0.5rem; padding: 0.75rem 1rem; }
label { display: block; color: var(--soft); font-size: 0.8125rem; }
input, select, button { font: inherit; color: var(--ink); background: var(--page); border: 1px solid light-dark(#8b94a3, #68727f); border-radius: 0.25rem; padding: 0.3rem 0.5rem; max-width: 100%; min-height: 2.1rem; }
label input, label select { display: block; width: 100%; font-size: 0.9375rem; }
.words { max-width: 32rem; margin-bottom: 0.5rem; }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.5rem 0.75rem; align-items: end; padding-top: 0.5rem; }
summary { cursor: pointer; padding: 0.2rem 0; }
button { cursor: pointer; }
#views { display: flex; gap: 0.25rem; margin: 1.25rem 0 0; border-bottom: 1px solid var(--rule); }
#views a { padding: 0.5rem 0.9rem; text-decoration: none; border: 1px solid transparent; border-bottom: 0; border-radius: 0.375rem 0.375rem 0 0; }
#views a[aria-current] { color: var(--ink); background: var(--panel); border-color: var(--rule); font-weight: 600; }
.result { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin: 0.75rem 0; min-height: 2.1rem; }
output { font-weight: 600; }
#chosen { display: flex; flex-wrap: wrap; gap: 0.375rem; }
#chosen button { border-radius: 1rem; font-size: 0.875rem; background: var(--panel); }
#view { min-height: 20rem; }
#view svg { display: block; max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-size: 0.8125rem; font-weight: 600; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--soft); }
.kind { white-space: nowrap; }
.dot { display: inline-block; width: 0.625rem; height: 0.625rem; border-radius: 50%; margin-right: 0.4rem; background: currentColor; }
.more { margin-top: 1rem; }
.legend, .files { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.875rem; margin: 0 0 0.75rem; }
svg text { fill: var(--ink); }
svg .period, svg .amount { font-size: 12px; }
svg .period { text-anchor: end; font-variant-numeric: tabular-nums; }
svg .amount { text-anchor: end; fill: var(--soft); }
svg .rule { stroke: var(--rule); }
.mark { fill: currentColor; }
${[0, 1, 2, 3, 4, 5, 6, 7].map((number) => `.type-${number} { color: var(--t${number}); }`).join('\n')}
svg a:hover circle, svg a:focus-visible circle { stroke: var(--ink); stroke-width: 2; }
svg a:hover path, svg a:focus-visible path { stroke: var(--ink); stroke-width: 1; }
.network, .map { width: 100%; height: auto; background: var(--panel); border: 1px solid var(--rule); border-radius: 0.5rem; }
.edge { stroke: var(--soft); stroke-opacity: 0.22; }
.edge:hover { stroke-opacity: 1; }
.node { fill: currentColor; stroke: var(--page); }
.network .label { paint-order: stroke; stroke: var(--panel); stroke-width: 3px; pointer-events: none; }
.area { stroke: var(--page); stroke-width: 0.5; vector-effect: non-scaling-stroke; }
.shade-0 { fill: light-dark(#dfe3e8, #2b323c); }
${[1, 2, 3, 4, 5, 6].map((number) => `.shade-${number} { fill: var(--s${number}); }`).join('\n')}
.map .small { stroke: var(--ink); }
.point { fill: var(--t1); stroke: var(--page); stroke-width: 0.75; }
.chosen { fill: none; stroke: var(--ink); stroke-width: 2; }
.map[data-zoom="2"] circle { r: 2px; } .map[data-zoom="4"] circle { r: 1.25px; } .map[data-zoom="8"] circle { r: 0.8px; stroke-width: 0.2; }
.map .chosen { r: 14px !important; }
.zoom { display: flex; gap: 0.25rem; margin-bottom: 0.5rem; }
.zoom button { min-width: 2.25rem; }
.ties, .list { columns: 20rem; }
.downloads { margin-top: 2.5rem; border-top: 1px solid var(--rule); }
footer { margin-top: 2rem; }
.fact { border-top: 1px solid var(--rule); padding: 0.6rem 0; display: grid; grid-template-columns: 12rem 1fr; gap: 0 1.5rem; }
.fact h3 { margin: 0; font-size: 0.9375rem; color: var(--soft); font-weight: 600; }
.fact h3 a { color: inherit; text-decoration: none; }
.value { margin: 0; }
.fact:target { background: var(--panel); }
details.evidence { margin-top: 0.25rem; font-size: 0.9375rem; }
details.evidence > summary { color: var(--soft); font-size: 0.875rem; }
.passage { margin: 0.5rem 0; }
.passage p { margin: 0; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1rem; margin-top: 0.5rem; }
.side { border: 1px solid var(--rule); border-top: 3px solid var(--soft); border-radius: 0.25rem; padding: 0.5rem 0.75rem; }
.side.differs { border-top-color: var(--differs); }
.side h4 { margin: 0; font-size: 0.9375rem; }
blockquote { margin: 0.25rem 0; border-left: 3px solid var(--rule); padding-left: 0.75rem; }
.events { list-style: none; padding: 0; }
.events li { display: grid; grid-template-columns: 7rem 1fr; gap: 1rem; padding: 0.2rem 0; }
.events time { color: var(--soft); font-variant-numeric: tabular-nums; }
@media (max-width: 44rem) {
  h1 { font-size: 1.4rem; }
  .fact, .events li { grid-template-columns: 1fr; }
  .kind { font-size: 0; } .kind .dot { margin: 0.45rem 0 0; }
  #views a { padding: 0.5rem 0.6rem; }
}
@media print {
  :root { color-scheme: light; font-size: 10pt; }
  body { max-width: none; padding: 0; }
  header, form, #views, .zoom, .more, .downloads, #chosen, details.evidence > summary { display: none; }
  details.evidence::details-content { content-visibility: visible; display: block; }
  a { color: inherit; text-decoration: none; }
  .passage a[href^="http"]::after { content: " <" attr(href) ">"; font-size: 8pt; color: #555; }
  .fact, tr, .side { break-inside: avoid; }
}
`;
