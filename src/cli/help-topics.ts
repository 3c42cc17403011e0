import type { Block } from '../model/result.ts';

/** What `minerals help` tells beside the commands. */
export const helpTopics: Readonly<Record<string, readonly Block[]>> = {
  formats: [
    { heading: 'Formats', level: 1 },
    {
      fields: [
        ['--format table', 'for reading; cut to the terminal, never where it is piped'],
        ['--format json', 'one complete JSON value, [] where nothing is found; --json is short for it'],
        ['--format ndjson', 'a JSON value a line, for jq and for streams'],
        ['--format csv, tsv', "a table for spreadsheets; what they would run as a formula is marked with '"],
        ['--format yaml', 'as the records are written'],
        ['--format markdown', 'for a document'],
      ],
    },
    { prose: 'Some commands have others, or more:' },
    {
      fields: [
        ['cite', 'plain, bibtex, ris and csl'],
        ['network', 'graphml for Gephi, dot for Graphviz, mermaid for GitHub, beside those above'],
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
        ['0', 'it worked; finding nothing is an answer'],
        ['1', 'the answer is no: validate found errors, or nothing is called so'],
        ['2', 'asked wrongly: an unknown option, a bad date, a name that fits several records'],
        ['3', 'the dataset cannot be read'],
      ],
    },
    { prose: 'One sentence on stderr says what is wrong, and what stands below it what to do.' },
  ],
  dates: [
    { heading: 'Dates', level: 1 },
    {
      prose:
        'A date is as precise as it is known: "2026", "2026-02" or "2026-02-04" (EDTF level 0). What is not known is not invented.',
    },
    {
      prose:
        'A date less precise than a day is an interval: "2026-02" is any day of that month. --since and --until take the same forms and find what overlaps: --since 2026-02 begins on 1 February, --until 2026-02 ends on the 28th. What is undated never matches them.',
    },
    {
      prose: 'MINERALS_NOW sets the day that an answer is given on, for answers that can be repeated.',
    },
  ],
  evidence: [
    { heading: 'Evidence', level: 1 },
    {
      prose:
        'Every fact in a record names the passage of the source that it rests on: minerals why <ref> [field] shows them.',
    },
    {
      prose:
        'A passage is the first and the last few words of it as they stand in the source; its link opens the page there (#:~:text=from,to). Whose word it is stands first: the publisher, unless the source says who asserts it.',
    },
    {
      prose:
        'Where a source says otherwise both stand, told apart as "said otherwise"; minerals conflicts lists all such fields. false is said only where a source says so: absence means that nobody tells. Of what is missing, minerals coverage tells whether it was looked for.',
    },
  ],
};
