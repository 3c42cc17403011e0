// Turns the data release of the U.S. Geological Survey's Mineral Commodity Summaries into one statistic a mineral:
// npm run import:usgs FILE [-- --dataset DIR]
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseCsv } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { parse as parseYaml, stringify } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The world tables of the release, apart from what it says of the United States alone. */
const isWorldTable = ({ Section: section }) => section.startsWith('World ');

const UNITS = {
  tons: 't',
  'metric tons': 't',
  'thousand metric tons': 'kt',
  'thousand metric dry tons': 'kt',
  'million metric tons': 'Mt',
  kilograms: 'kg',
};

const MEASURES = { Production: 'production', Reserves: 'reserves', Capacity: 'capacity' };

const COLUMNS = [
  'Section',
  'Commodity',
  'Country',
  'Statistics',
  'Statistics_detail',
  'Unit',
  'Year',
  'Value',
  'Notes',
];

/**
 * The statistics that a table holds.
 * @param {Buffer} bytes the table as published: CSV in Windows-1252
 * @param {{sources: object, commodities: object, corrections: object[]}} rules scripts/usgs.yaml
 * @param {(kind: 'mineral' | 'country', name: string) => string | undefined} idOf the id of a record by one of its names
 * @returns {{statistics: Map<string, object>, skipped: Map<string, number>}} by file name; what was left out, and how often
 */
export const statisticsOf = (bytes, rules, idOf) => {
  const table = rowsOf(bytes);
  const edition = editionOf(table);
  const source = ownValue(rules.sources, edition);
  if (!source) throw new Error(`scripts/usgs.yaml names no source for the edition of ${edition}`);
  const corrections = rules.corrections.filter((each) => each.edition === edition);
  const open = new Set(corrections);
  const found = new Map();
  const skipped = new Map();
  const skip = (why) => void skipped.set(why, (skipped.get(why) ?? 0) + 1);
  for (const row of table.filter(isWorldTable)) {
    const mineral = Object.hasOwn(rules.commodities, row.Commodity)
      ? rules.commodities[row.Commodity]
      : idOf('mineral', row.Commodity);
    if (!mineral) skip(`commodity ${row.Commodity}: no such mineral`);
    else {
      const correction = corrections.find((each) => corrects(each, row));
      if (correction) open.delete(correction);
      const entry = entryOf(correction ? { ...row, Value: correction.to } : row, idOf, skip);
      if (!entry) continue;
      const rows = found.get(mineral) ?? [];
      found.set(mineral, rows);
      rows.push({ entry, ...(correction ? { correction, before: numberOf(row.Value) } : {}) });
    }
  }
  const [unused] = open;
  if (unused)
    throw new Error(
      `no value ${unused.from} is left to correct for ${unused.commodity}, ${unused.country}: is this a newer table?`,
    );
  const statistics = new Map();
  for (const [mineral, rows] of [...found].sort(([a], [b]) => (a < b ? -1 : 1)))
    statistics.set(`${mineral}-usgs-${edition}`, statisticOf(mineral, edition, source, rows));
  return { statistics, skipped };
};

const rowsOf = (bytes) => {
  // Not TextDecoder: on Node 20 its windows-1252 is Latin-1, which has no dashes.
  const text = iconv.decode(bytes, 'win1252');
  const rows = parseCsv(text, { columns: true, bom: true, relax_column_count: false, skip_empty_lines: true });
  const missing = COLUMNS.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length > 0)
    throw new Error(`this is not the table of the Mineral Commodity Summaries: it lacks ${missing.join(', ')}`);
  return rows;
};

/** The edition is the year after the newest year of the table. */
const editionOf = (table) => String(Math.max(...table.map(({ Year: year }) => Number(year) || 0)) + 1);

const corrects = ({ commodity, country, measure, from }, row) =>
  row.Commodity === commodity && row.Country === country && row.Statistics === measure && row.Value === from;

/** The value that a map has under a key of its own: a table may hold words as `constructor`. */
const ownValue = (map, key) => (Object.hasOwn(map, key) ? map[key] : undefined);

const numberOf = (value) => Number(value.replaceAll(/[<>,]/g, ''));

const entryOf = (row, idOf, skip) => {
  const {
    Country: name,
    Statistics: statistics,
    Statistics_detail: detail,
    Unit: unit,
    Year: year,
    Notes: notes,
  } = row;
  const measure = ownValue(MEASURES, statistics);
  // A dash is zero; NA, W, XX and words are no numbers.
  const value = row.Value.trim() === '—' ? '0' : row.Value.trim();
  if (!measure) return skip(`measure ${statistics}`);
  if (!Object.hasOwn(UNITS, unit.trim())) return skip(`unit ${unit.trim()}`);
  if (!/^[<>]?[\d,]+(?:\.\d+)?$/.test(value)) return skip(`value ${value}`);
  const country = name === 'World total' ? undefined : idOf('country', name);
  if (country === undefined && name !== 'World total') return skip(`country ${name}`);
  return {
    ...(country ? { country } : {}),
    measure,
    ...stageOf(detail),
    year,
    value: numberOf(value),
    unit: UNITS[unit.trim()],
    ...basisOf(row),
    ...(value.startsWith('>') ? { qualifier: 'more than' } : value.startsWith('<') ? { qualifier: 'less than' } : {}),
    ...(notes.startsWith('Estimated') ? { estimated: true } : {}),
    ...(/Excludes U\.S\. production/.test(notes) ? { note: 'without the United States' } : {}),
  };
};

const stageOf = (detail) => {
  const found = /\b(mine|refinery|smelter|primary|plant)\b/i.exec(detail.replace(/mineral/gi, ''));
  return found ? { stage: found[1].toLowerCase() } : {};
};

/** Words of a heading that say what is measured, and where in the chain, but not of what. */
const MEASURED =
  /\b(?:(?:thousand|million) metric tons|production|reserves|capacity|for|mine|refinery|smelter|primary|plant|yearend|global|rounded)\b/gi;

/** Of what the value counts: what sets it apart within its table, and what the chapter says of all its values. */
const basisOf = ({ Statistics_detail: detail, Notes: notes, 'Other notes': chapter = '', Commodity: commodity }) => {
  const special = detail
    .replaceAll(MEASURED, '')
    .split(/[():,—-]+/)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '' && part !== 'pgm');
  const general = /^\(Data in [a-z ]+, (.+?),? unless otherwise specified\)/.exec(chapter)?.[1] ?? '';
  const settled = special.some((part) => /\b(?:ore|content|equivalent|gross weight)\b/.test(part));
  const product = SPLIT.find((each) => each === commodity)?.toLowerCase();
  const weighed = /gross weight/i.test(notes) ? 'gross weight' : general;
  const basis = [...new Set([product, ...special, settled ? '' : weighed])].filter(Boolean).join(', ');
  return basis ? { basis } : {};
};

/** Commodities that are one mineral in several tables. */
const SPLIT = ['Alumina', 'Bauxite', 'Magnesium Compounds', 'Magnesium Metal', 'Titanium Mineral Concentrates'];

const statisticOf = (mineral, edition, source, rows) => {
  const corrected = rows.flatMap(({ correction, before }, index) =>
    correction
      ? [
          {
            source,
            supports: [`rows.${index}.value`],
            says: before,
            note: `The table as first released; corrected in version ${correction.version} of ${correction.date}.`,
          },
        ]
      : [],
  );
  return {
    name: `${nameOf(mineral)}: production and reserves by country (USGS ${edition})`,
    mineral,
    edition,
    rows: rows.map(({ entry }) => entry),
    evidence: [{ source, supports: ['mineral', 'edition', 'rows'] }, ...corrected],
  };
};

const nameOf = (mineral) => mineral.charAt(0).toUpperCase() + mineral.slice(1).replaceAll('-', ' ');

/** A statistic as YAML: each row on a line of its own. */
export const toYaml = ({ rows, ...statistic }, file) => {
  const flow = (value) =>
    stringify(value, {
      collectionStyle: 'flow',
      compat: 'yaml-1.1',
      lineWidth: 0,
      flowCollectionPadding: false,
    }).trim();
  const { evidence, ...head } = statistic;
  return [
    '# yaml-language-server: $schema=../../schemas/statistic.schema.json',
    `# Computed from ${file} by npm run import:usgs; not to be edited by hand.`,
    stringify(head, { lineWidth: 110 }).trimEnd(),
    'rows:',
    ...rows.map((row) => `  - ${flow(row)}`),
    'evidence:',
    ...evidence.map((passage) => `  - ${flow(passage)}`),
    '',
  ].join('\n');
};

/** Ids by the names and aliases of the records in a folder; a name of several records means none. */
const namesIn = (folder) => {
  const ids = new Map();
  for (const file of readdirSync(folder)) {
    const id = basename(file, '.yaml');
    const { name, aliases = [] } = parseYaml(readFileSync(join(folder, file), 'utf8'));
    for (const each of new Set([name, id, ...aliases].map(folded))) ids.set(each, ids.has(each) ? undefined : id);
  }
  return ids;
};

const folded = (name) =>
  name
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();

const main = ([file, flag, folder]) => {
  if (!file || (flag !== undefined && flag !== '--dataset')) {
    console.error('usage: npm run import:usgs FILE [-- --dataset DIR]');
    process.exitCode = 2;
    return;
  }
  const dataset = folder ?? join(root, 'dataset');
  const known = { mineral: namesIn(join(dataset, 'minerals')), country: namesIn(join(dataset, 'countries')) };
  const rules = parseYaml(readFileSync(join(root, 'scripts', 'usgs.yaml'), 'utf8'));
  const { statistics, skipped } = statisticsOf(readFileSync(file), rules, (kind, name) =>
    known[kind].get(folded(name)),
  );
  mkdirSync(join(dataset, 'statistics'), { recursive: true });
  for (const [id, statistic] of statistics)
    writeFileSync(join(dataset, 'statistics', `${id}.yaml`), toYaml(statistic, basename(file)));
  console.log(`${statistics.size} statistics written`);
  for (const [why, count] of skipped) console.log(`left out ${count}: ${why}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
