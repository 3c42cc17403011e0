// Imports the data release of the U.S. Geological Survey's Mineral Commodity Summaries, one statistic per mineral:
// npm run import:usgs FILE [-- --dataset DIR]
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseCsv } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { parse as parseYaml, stringify } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** True for rows of the world tables. Of the tables about the United States alone, the net import reliance counts. */
const isImported = ({ Section: section, Statistics: measure }) =>
  section.startsWith('World ') || measure === IMPORT_RELIANCE;

const IMPORT_RELIANCE = 'Net import reliance';

const UNITS = {
  tons: 't',
  'metric tons': 't',
  'thousand metric tons': 'kt',
  'thousand metric dry tons': 'kt',
  'million metric tons': 'Mt',
  kilograms: 'kg',
  'million carats': 'million carats',
  'thousands of carats': 'thousand carats',
  'million cubic meters': 'million m³',
  percent: '%',
};

const MEASURES = {
  Production: 'production',
  Reserves: 'reserves',
  Capacity: 'capacity',
  [IMPORT_RELIANCE]: 'import-reliance',
};

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
 * Converts a table to one statistic per mineral.
 * @param {Buffer} bytes the table as published: CSV in Windows-1252
 * @param {{sources: object, commodities: object, corrections: object[]}} rules scripts/usgs.yaml
 * @param {(kind: 'mineral' | 'country', name: string) => string | undefined} findId finds the id of a record by a name
 * @returns {{statistics: Map<string, object>, skipped: Map<string, number>}} statistics by file name; skipped rows by reason
 */
export const createStatistics = (bytes, rules, findId) => {
  const table = parseTable(bytes);
  const edition = findEdition(table);
  const source = ownValue(rules.sources, edition);
  if (!source) throw new Error(`scripts/usgs.yaml has no source for the edition of ${edition}`);
  const corrections = rules.corrections.filter((correction) => correction.edition === edition);
  const unusedCorrections = new Set(corrections);
  const rowsByMineral = new Map();
  const skipped = new Map();
  const skipRow = (reason) => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  for (const tableRow of table.filter(isImported)) {
    let mineral = ownValue(rules.commodities, tableRow.Commodity);
    // A commodity with null in the rules is left out, even if its name is that of a mineral.
    if (mineral === undefined) mineral = findId('mineral', tableRow.Commodity);
    if (!mineral) {
      skipRow(`commodity ${tableRow.Commodity}: no such mineral`);
      continue;
    }
    const correction = corrections.find((candidate) => appliesTo(candidate, tableRow));
    unusedCorrections.delete(correction);
    const correctedRow = { ...tableRow, Value: correction?.to ?? tableRow.Value };
    const entry = toEntry(correctedRow, findId, skipRow);
    if (!entry) continue;
    const rows = rowsByMineral.get(mineral) ?? [];
    rowsByMineral.set(mineral, rows);
    rows.push({ entry, correction, publishedValue: parseNumber(tableRow.Value), tableRow });
  }
  const [unused] = unusedCorrections;
  if (unused)
    throw new Error(
      `no value ${unused.from} is left to correct for ${unused.commodity}, ${unused.country}: is this a newer table?`,
    );
  const statistics = new Map();
  for (const [mineral, mineralRows] of [...rowsByMineral].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rows = worldFirst(withoutTwins(mineralRows, skipRow));
    if (rows.length > 0) statistics.set(`${mineral}-usgs-${edition}`, toStatistic(mineral, edition, source, rows));
  }
  return { statistics, skipped };
};

/** Puts the figures of the world before those of the United States alone. */
const worldFirst = (rows) => {
  const isReliance = ({ entry: { measure } }) => measure === 'import-reliance';
  return [...rows.filter((row) => !isReliance(row)), ...rows.filter(isReliance)];
};

/** Leaves out figures for the same thing: the table does not say which products they are about. */
const withoutTwins = (rows, skipRow) => {
  const keyOf = ({ entry: { country, measure, stage, year, basis, unit } }) =>
    JSON.stringify([country, measure, stage, year, basis, unit]);
  const counts = new Map();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const isAlone = counts.get(keyOf(row)) === 1;
    if (!isAlone) skipRow(`two figures for ${row.tableRow.Commodity} in ${row.entry.year}`);
    return isAlone;
  });
};

const parseTable = (bytes) => {
  // TextDecoder is no alternative: on Node 20 its windows-1252 is Latin-1, which has no dashes.
  const text = iconv.decode(bytes, 'win1252');
  const rows = parseCsv(text, { columns: true, bom: true, relax_column_count: false, skip_empty_lines: true });
  const missing = COLUMNS.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length > 0)
    throw new Error(`not a table of the Mineral Commodity Summaries: columns ${missing.join(', ')} are missing`);
  return rows;
};

/** The edition: the year after the newest year of the table. */
const findEdition = (table) => String(Math.max(...table.map(({ Year: year }) => Number(year) || 0)) + 1);

const appliesTo = ({ commodity, country, measure, from }, row) =>
  row.Commodity === commodity && row.Country === country && row.Statistics === measure && row.Value === from;

/** Value of a key of a map, without inherited keys: a table may contain words such as `constructor`. */
const ownValue = (map, key) => (Object.hasOwn(map, key) ? map[key] : undefined);

const parseNumber = (value) => Number(value.replaceAll(/[<>,]/g, ''));

/** Converts a row of a table; undefined for a row that is skipped. */
const toEntry = (row, findId, skipRow) => {
  const {
    Country: name,
    Statistics: statistics,
    Statistics_detail: detail,
    Unit: unit,
    Year: year,
    Notes: notes,
  } = row;
  const measure = ownValue(MEASURES, statistics);
  const isExporter = measure === 'import-reliance' && row.Value.trim() === 'E';
  // A dash is zero; a net exporter relies on imports for less than nothing; NA, W, XX and words are not numbers.
  const value = isExporter ? '<0' : row.Value.trim().replace(/^—$/, '0');
  if (!measure) return skipRow(`measure ${statistics}`);
  if (!Object.hasOwn(UNITS, unit.trim())) return skipRow(`unit ${unit.trim()}`);
  if (!/^[<>]?[\d,]+(?:\.\d+)?$/.test(value)) return skipRow(`value ${value}`);
  const isWorldTotal = name === 'World total';
  const country = isWorldTotal ? undefined : findId('country', name);
  if (country === undefined && !isWorldTotal) return skipRow(`country ${name}`);
  return definedOnly({
    country,
    measure,
    stage: measure === 'reserves' || measure === 'import-reliance' ? findStage(detail) : findStage(detail, row.Section),
    year,
    value: parseNumber(value),
    unit: UNITS[unit.trim()],
    basis: findBasis(row),
    qualifier: QUALIFIERS[value[0]],
    estimated: notes.startsWith('Estimated') || undefined,
    note: isExporter ? 'net exporter' : noteOn(notes),
  });
};

const noteOn = (notes) => (/Excludes U\.S\. production/.test(notes) ? 'without the United States' : undefined);

const QUALIFIERS = { '>': 'more than', '<': 'less than' };

/** Copies an object without the keys whose value is undefined. */
const definedOnly = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The stage that a heading names, or else the title of its table, if that names one only. */
const findStage = (detail, section = '') => {
  const [stage] = stagesIn(detail);
  const sectionStages = stagesIn(section);
  return stage ?? (sectionStages.length === 1 ? sectionStages[0] : undefined);
};

const stagesIn = (text) => [...new Set(text.toLowerCase().match(/\b(?:mine|refinery|smelter|primary|plant)\b/g))];

/** Words of a heading for the measure and the stage, which are no part of the basis. */
const MEASURE_WORDS =
  /\b(?:(?:thousand|million) metric tons|production|reserves|capacity|for|mine|refinery|smelter|primary|plant|yearend|global|rounded)\b/gi;

/** The basis of a value: the product or content that is measured, from the row's heading and the chapter's notes. */
const findBasis = (row) => {
  if (row.Statistics === IMPORT_RELIANCE) return findConsumption(row);
  const { Statistics_detail: detail, Notes: notes, 'Other notes': chapter = '', Commodity: commodity } = row;
  const rowBasis = detail
    .replaceAll(MEASURE_WORDS, '')
    .split(/[():,—-]+/)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '' && part !== 'pgm');
  const chapterBasis = /^\(Data in [a-z ]+, (.+?),? unless otherwise specified\)/.exec(chapter)?.[1] ?? '';
  const isComplete = rowBasis.some((part) => /\b(?:ore|content|equivalent|gross weight)\b/.test(part));
  const product = SPLIT_COMMODITIES.find((name) => name === commodity)?.toLowerCase();
  const weightBasis = /gross weight/i.test(notes) ? 'gross weight' : chapterBasis;
  const basis = [...new Set([product, ...rowBasis, isComplete ? '' : weightBasis])].filter(Boolean).join(', ');
  return basis || undefined;
};

/** The consumption that the reliance is a share of, and the product, where the heading names one. */
const findConsumption = ({ Statistics_detail: detail, Commodity: commodity }) => {
  const [, before = '', consumption = '', after = ''] =
    /^(?:(.+): )?net import reliance\s*as a percentage of ((?:total )?(?:apparent|estimated|reported) consumption)(?:[:,] |$)(.*)$/i.exec(
      detail,
    ) ?? [];
  const products = [commodity, before, after].map((part) => part.trim().toLowerCase());
  return [...new Set([...products, consumption.toLowerCase()])].filter(Boolean).join(', ');
};

/** Commodities with tables of their own that belong to one mineral. */
const SPLIT_COMMODITIES = [
  'Alumina',
  'Bauxite',
  'Magnesium Compounds',
  'Magnesium Metal',
  'Titanium Mineral Concentrates',
];

/** First cells of a row as the file has them: where a reader finds the row. */
const toLocator = (row, columns) => ({ from: columns.map((column) => toCell(row[column])).join(',') });

const toCell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Columns that name a table, and the country after them. */
const TABLE_COLUMNS = ['MCS chapter', 'Section', 'Commodity'];

const toStatistic = (mineral, edition, source, rows) => {
  const correctionEvidence = rows.flatMap(({ correction, publishedValue, tableRow }, index) => {
    if (!correction) return [];
    const note = `The table as first released; corrected in version ${correction.version} of ${correction.date}.`;
    const locator = toLocator(tableRow, [...TABLE_COLUMNS, 'Country']);
    return [{ source, supports: [`rows.${index}.value`], locator, says: publishedValue, note }];
  });
  const locators = [...new Set(rows.map(({ tableRow }) => toLocator(tableRow, TABLE_COLUMNS).from))];
  const isWorld = rows.some(({ entry }) => entry.measure !== 'import-reliance');
  return {
    name: `${toDisplayName(mineral)}: ${isWorld ? 'production and reserves by country' : 'import reliance'} (USGS ${edition})`,
    mineral,
    edition,
    rows: rows.map(({ entry }) => entry),
    evidence: [
      ...locators.map((from) => ({ source, supports: ['mineral', 'edition', 'rows'], locator: { from } })),
      ...correctionEvidence,
    ],
  };
};

const toDisplayName = (mineral) => mineral.charAt(0).toUpperCase() + mineral.slice(1).replaceAll('-', ' ');

/** Formats a statistic as YAML with one row per line. */
export const toYaml = ({ rows, ...statistic }, file) => {
  const toFlowYaml = (value) =>
    stringify(value, {
      collectionStyle: 'flow',
      compat: 'yaml-1.1',
      lineWidth: 0,
      flowCollectionPadding: false,
    }).trim();
  const { evidence, ...fields } = statistic;
  return [
    '# yaml-language-server: $schema=../../schemas/statistic.schema.json',
    `# Computed from ${file} by npm run import:usgs; not to be edited by hand.`,
    stringify(fields, { lineWidth: 110 }).trimEnd(),
    'rows:',
    ...rows.map((row) => `  - ${toFlowYaml(row)}`),
    'evidence:',
    ...evidence.map((passage) => `  - ${toFlowYaml(passage)}`),
    '',
  ].join('\n');
};

/** Ids of the records in a folder by normalized name or alias; undefined for names of several records. */
const readIdsByName = (folder) => {
  const idsByName = new Map();
  for (const file of readdirSync(folder)) {
    const id = basename(file, '.yaml');
    const { name, aliases = [] } = parseYaml(readFileSync(join(folder, file), 'utf8'));
    for (const key of new Set([name, id, ...aliases].map(normalizeName)))
      idsByName.set(key, idsByName.has(key) ? undefined : id);
  }
  return idsByName;
};

const normalizeName = (name) =>
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
  const idsByName = {
    mineral: readIdsByName(join(dataset, 'minerals')),
    country: readIdsByName(join(dataset, 'countries')),
  };
  const rules = parseYaml(readFileSync(join(root, 'scripts', 'usgs.yaml'), 'utf8'));
  const { statistics, skipped } = createStatistics(readFileSync(file), rules, (kind, name) =>
    idsByName[kind].get(normalizeName(name)),
  );
  mkdirSync(join(dataset, 'statistics'), { recursive: true });
  for (const [id, statistic] of statistics)
    writeFileSync(join(dataset, 'statistics', `${id}.yaml`), toYaml(statistic, basename(file)));
  console.log(`${statistics.size} statistics written`);
  for (const [reason, count] of skipped) console.log(`skipped ${count}: ${reason}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
