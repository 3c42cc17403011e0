/** Style sheet of a briefing, for screens and for printing on A4. */
export const REPORT_CSS = `
:root { color: #1c2833; background: #fff; font: 15px/1.5 Georgia, 'Times New Roman', serif; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1, h2, dt, th, .kicker, .edition, figcaption, svg text { font-family: 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif; }
header { border-bottom: 3px solid #1b4f72; margin-bottom: 1.2rem; }
.kicker { color: #1b4f72; font-size: .75rem; letter-spacing: .12em; text-transform: uppercase; margin: 0; }
h1 { font-size: 2rem; line-height: 1.15; margin: .15rem 0; }
.edition, figcaption { color: #5d6d7e; font-size: .75rem; margin: .2rem 0 .6rem; }
h2 { color: #1b4f72; font-size: 1.05rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
nav { font-size: .8rem; margin: .6rem 0; }
.prose { color: #5d6d7e; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .6rem 0; }
dt { color: #5d6d7e; font-size: .8rem; padding-top: .15rem; }
dd { margin: 0; }
ul { list-style: none; padding: 0; margin: 0; }
ul > li { border-top: 1px solid #e5e8e8; padding: .35rem 0; break-inside: avoid; }
.detail { color: #34495e; font-size: .9rem; }
sup { font-size: .65em; line-height: 0; margin-left: .15em; white-space: nowrap; }
sup a { text-decoration: none; }
a { color: #1b4f72; overflow-wrap: anywhere; }
figure { margin: 0; break-inside: avoid; }
svg { width: 100%; height: auto; }
svg text { font-size: 11px; fill: #1c2833; }
svg text[fill] { fill: #fff; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border-top: 1px solid #e5e8e8; padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; }
td.number { text-align: right; }
.sources ol { columns: 2; column-gap: 1.6rem; font-size: .72rem; line-height: 1.35; padding: 0; }
.passage a { color: #5d6d7e; }
pre { font-size: .85rem; overflow-x: auto; }
.sources li { break-inside: avoid; margin: 0 0 .25rem 2.6em; }
.sources a { text-decoration: none; }
@page { size: A4; margin: 18mm 17mm; }
@media print {
  :root { font-size: 13px; }
  body { max-width: none; margin: 0; padding: 0; }
  .sources li > a::after { content: ', ' attr(href); color: #5d6d7e; }
}
`;
