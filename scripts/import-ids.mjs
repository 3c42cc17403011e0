// Writes identifiers of other registers into the records of countries and minerals:
// npm run import:ids FOLDER [-- --dataset DIR], where FOLDER has the tables that scripts/ids.yaml names.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Identifiers of a country by its ISO code: M49 and Wikidata. */
export const readCountryIds = (text) => {
  const idsByCode = new Map();
  for (const row of readTable(text, ['ISO3166-1-Alpha-2', 'M49', 'wikidata_id'])) {
    const wikidata = /\bQ[1-9]\d*$/.exec(row['wikidata_id'])?.[0];
    const m49 = /^\d{1,3}$/.test(row['M49']) ? row['M49'].padStart(3, '0') : undefined;
    if (row['ISO3166-1-Alpha-2'].trim() !== '') idsByCode.set(row['ISO3166-1-Alpha-2'], { wikidata, m49 });
  }
  return idsByCode;
};

/** CAS registry numbers by the symbol of the element. A number whose check digit is wrong stops the import. */
export const readCasNumbers = (text) => {
  const [, list = ''] = /\bcas =\s*\[([^\]]*)\]/.exec(text) ?? [];
  const numbers = new Map(
    [...list.matchAll(/"([\d-]+)"\s*,?\s*#\s*(\w+)/g)].map(([, number, symbol]) => [symbol, number]),
  );
  if (numbers.size === 0) throw new Error('no list of CAS numbers');
  for (const [symbol, number] of numbers)
    if (!hasCheckDigit(number)) throw new Error(`${number} for ${symbol} is no CAS number`);
  return numbers;
};

/** The last digit of a CAS number is the sum of the others, each times its place from the right, modulo ten. */
const hasCheckDigit = (number) => {
  const digits = [...number.replaceAll('-', '')].map(Number);
  const checkDigit = digits.pop();
  const sum = digits.toReversed().reduce((total, digit, index) => total + digit * (index + 1), 0);
  return sum % 10 === checkDigit;
};

/** Descriptions of the headings of the Harmonized System by code: 2603, 2825.20. */
export const readHeadings = (text) =>
  new Map(
    readTable(text, ['hscode', 'description']).map(({ hscode, description }) => [
      hscode.length === 6 ? `${hscode.slice(0, 4)}.${hscode.slice(4)}` : hscode,
      description,
    ]),
  );

/** The heading chosen for a mineral. A heading that does not exist, or does not name the mineral, stops the import. */
export const findHeading = (id, { code, word = id.replaceAll('-', ' ') }, headings) => {
  const description = headings.get(code);
  if (description === undefined) throw new Error(`${id}: no heading ${code}`);
  if (!description.toLowerCase().includes(word.toLowerCase()))
    throw new Error(`${id}: “${word}” is not in heading ${code}, ${description}`);
  return code;
};

const readTable = (text, columns) => {
  const rows = parseCsv(text, { columns: true, bom: true, skip_empty_lines: true });
  const missing = columns.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length > 0) throw new Error(`columns ${missing.join(', ')} are missing`);
  return rows;
};

/** Adds identifiers to the text of a record; others that it has stay, and so does the form of the file. */
export const addIds = (text, ids) => {
  const found = Object.entries(ids).filter(([, value]) => value !== undefined);
  const { ids: current = {} } = parseYaml(text);
  if (found.every(([register, value]) => current[register] === value)) return text;
  // A number of digits only would be read as a number, and lose its zeros.
  const lines = Object.entries({ ...current, ...Object.fromEntries(found) }).map(
    ([register, value]) => `  ${register}: ${/^[\d.]+$/.test(value) ? JSON.stringify(value) : value}\n`,
  );
  const block = `ids:\n${lines.join('')}`;
  const bare = text.replace(/^ids:.*\n(?: .*\n)*/m, '');
  const evidence = bare.search(/^(?:quote_missing|evidence):/m);
  return evidence < 0 ? `${bare.trimEnd()}\n${block}` : bare.slice(0, evidence) + block + bare.slice(evidence);
};

const main = ([tables, flag, folder]) => {
  if (!tables || (flag !== undefined && flag !== '--dataset')) {
    console.error('usage: npm run import:ids FOLDER [-- --dataset DIR]');
    process.exitCode = 2;
    return;
  }
  const dataset = folder ?? join(root, 'dataset');
  const rules = parseYaml(readFileSync(join(root, 'scripts', 'ids.yaml'), 'utf8'));
  const readText = (name) => readFileSync(join(tables, name), 'utf8');
  const countryIds = readCountryIds(readText('country-codes.csv'));
  const casNumbers = readCasNumbers(readText('elements_data.jl'));
  const headings = readHeadings(readText('harmonized-system.csv'));
  const idsOf = {
    countries: (id) => countryIds.get(id) ?? {},
    minerals: (id, { symbol }) => ({
      cas: casNumbers.get(symbol),
      hs: Object.hasOwn(rules.headings, id) ? findHeading(id, rules.headings[id], headings) : undefined,
    }),
  };
  let changedCount = 0;
  for (const [type, findIds] of Object.entries(idsOf))
    for (const file of readdirSync(join(dataset, type))) {
      const path = join(dataset, type, file);
      const text = readFileSync(path, 'utf8');
      const newText = addIds(text, findIds(basename(file, '.yaml'), parseYaml(text)));
      if (newText === text) continue;
      writeFileSync(path, newText);
      changedCount += 1;
    }
  console.log(`${changedCount} records changed; format them with minerals fmt`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
