import type { Block } from '../core/model/block.ts';

/** Help topics of `minerals help`. */
export const helpTopics: Readonly<Record<string, readonly Block[]>> = {
  formats: [
    { heading: 'Formats', level: 1 },
    {
      fields: [
        ['--format table', 'for reading; fits the terminal, full width when piped'],
        ['--format json', 'one JSON value, [] for no results; short form: --json'],
        ['--format ndjson', 'one JSON value per line, for jq and streams'],
        ['--format csv, tsv', "a table for spreadsheets; text that would run as a formula is prefixed with '"],
        ['--format yaml', 'the form of the record files'],
        ['--format markdown', 'for a document'],
      ],
    },
    { prose: 'Some commands have other formats:' },
    {
      fields: [
        ['cite', 'plain, bibtex, ris and csl'],
        ['network', 'also gexf for Gephi, graphml, dot for Graphviz, mermaid for GitHub'],
        ['report', 'markdown, html and json'],
        ['validate', 'pretty, json, github, sarif and junit'],
        ['export', 'the whole dataset as CSV, NDJSON, SQLite, Parquet or GeoJSON: minerals export --to'],
      ],
    },
    { prose: 'Data goes to stdout, notes and warnings to stderr. The same dataset gives the same bytes.' },
  ],
  'exit-codes': [
    { heading: 'Exit status', level: 1 },
    {
      fields: [
        ['0', 'success, even without results'],
        ['1', 'not found, or checks failed'],
        ['2', 'usage error: an unknown option, an invalid date, an ambiguous name'],
        ['3', 'dataset unreadable'],
      ],
    },
    { prose: 'stderr says what went wrong, then how to fix it.' },
  ],
  dates: [
    { heading: 'Dates', level: 1 },
    {
      prose:
        'A date is as precise as the sources: "2026", "2026-02" or "2026-02-04" (EDTF level 0). Unknown parts are left out.',
    },
    {
      prose:
        'A year or a month is an interval: "2026-02" is any day of that month. --since and --until accept the same forms and find dates that overlap: --since 2026-02 begins on 1 February, --until 2026-02 ends on 28 February. Undated records never match.',
    },
    {
      prose: 'MINERALS_NOW sets the current date, for reproducible output.',
    },
  ],
  evidence: [
    { heading: 'Evidence', level: 1 },
    {
      prose: 'Every fact in a record cites a passage of its source: minerals why <ref> [field] shows them.',
    },
    {
      prose:
        'A passage is given by its first and last words, exactly as in the source; its link opens the page there (#:~:text=from,to). The name in front is the publisher, unless the source attributes the fact to somebody else.',
    },
    {
      prose:
        'If sources disagree, both values are shown; minerals conflicts lists all such fields. `false` is recorded only if a source says so. A missing value means that no source mentions it; minerals coverage shows if anyone looked.',
    },
  ],
};
