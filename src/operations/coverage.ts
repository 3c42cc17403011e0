import { parseDate } from '../core/model/date.ts';
import { UserError } from '../core/model/errors.ts';
import { suggestionHint } from '../core/model/fuzzy.ts';
import { refOf } from '../core/model/record.ts';
import type { Block, Cell } from '../core/model/block.ts';
import { capitalize } from '../core/model/text.ts';
import {
  type Coverage,
  type CountryCoverage,
  countryCoverage,
  type DueRecord,
  dueRecords,
  type RegionCoverage,
  regionCoverage,
  typeCoverage,
  yearCoverage,
} from '../core/query/coverage.ts';
import { nameInLanguage } from '../core/query/row-fields.ts';
import { toCandidates } from './completions.ts';
import { knownOnOption } from './filters.ts';
import { type Completer, number, optionalText } from './input.ts';
import { defineOperation } from './operation.ts';

/** Default number of days after which a search is stale. */
const STALE_AFTER_DAYS = 90;

const completeRegions: Completer = async ({ dataset }) => toCandidates(regionNames(countryCoverage(await dataset())));

export const coverageOperation = defineOperation({
  name: 'coverage',
  arguments: {
    region: optionalText({
      description: 'region whose countries to show (default: the whole dataset)',
      allowsSpaces: true,
      completer: completeRegions,
    }),
  },
  summary: 'Show where the dataset is rich, sparse or out of date: by region, type and year',
  options: {
    knownOn: knownOnOption,
    staleAfter: number({
      value: 'days',
      description: `days after which a search is stale (default: ${STALE_AFTER_DAYS})`,
    }),
  },
  examples: [
    { command: 'minerals coverage', description: 'by region, type and year, with the last search' },
    { command: 'minerals coverage "South America"', description: 'the countries of one region' },
    {
      command: 'minerals coverage --stale-after 30 --format csv',
      description: 'countries not searched for in a month',
    },
  ],
  run: async ({ dataset, language, today }, { region: regionName, staleAfter = STALE_AFTER_DAYS }) => {
    const isStale = (date: string): boolean => daysBetween(date, today) > staleAfter;
    const countries = countryCoverage(dataset);
    const groups: CoverageGroup[] = [];
    let due: readonly DueRecord[];
    if (regionName === undefined) {
      const regions = regionCoverage(dataset, countries, ({ region }) => region, isStale);
      groups.push(
        { name: 'region', rowTitle: 'region', rows: regions },
        { name: 'type', rowTitle: 'type', rows: typeCoverage(dataset) },
        { name: 'year', rowTitle: 'year', rows: yearCoverage(dataset) },
      );
      due = dueRecords(dataset, dataset.entries, today);
    } else {
      const region = findRegion(regionName, countries);
      const members = countries.filter((country) => country.region === region);
      const rows = regionCoverage(dataset, members, ({ entry }) => nameInLanguage(entry, language), isStale);
      groups.push({ name: region, rowTitle: countries[0]?.entry.type ?? region, rows });
      const records = members.flatMap((member) => member.records);
      due = dueRecords(dataset, records, today);
    }
    return {
      output: [
        ...groups.flatMap(({ name, rows }) => rows.map((row) => ({ by: name, ...row }))),
        ...due.map(({ entry, reasons }) => ({
          by: 'due',
          of: refOf(entry),
          records: 1,
          newest: entry.date ?? null,
          state: reasons,
        })),
      ],
      groups,
      due,
    };
  },
  view: ({ groups, due }) => [...groups.flatMap(groupBlocks), ...dueBlocks(due)],
  table: ({ groups, due }) => ({
    columns: ['by', ...COLUMNS].map((column) => ({ name: column, title: column })),
    rows: [
      ...groups.flatMap(({ name, rows }) => rows.map((row): Cell[] => [name, ...coverageCells(row)])),
      ...due.map(({ entry, reasons }): Cell[] => {
        const cells: { readonly [column: string]: Cell } = { of: refOf(entry), records: 1, state: [...reasons] };
        return ['due', ...COLUMNS.map((column) => (column === 'newest' ? entry.date : cells[column]))];
      }),
    ],
  }),
});

/** Coverage rows under one heading. */
interface CoverageGroup {
  readonly name: string;
  /** Title of the column that names the rows. */
  readonly rowTitle: string;
  readonly rows: readonly (Coverage | RegionCoverage)[];
}

const COLUMNS = ['of', 'records', 'newest', 'members', 'swept', 'last_swept', 'state'] as const;

/** Column titles that differ from the name in the data. */
const TITLES: { readonly [column: string]: string } = { swept: 'searched', last_swept: 'last searched' };

const coverageCells = (row: Coverage | RegionCoverage): Cell[] => {
  const cells: { readonly [column: string]: Cell } = { ...row };
  return COLUMNS.map((column) => cells[column]);
};

const groupBlocks = ({ name, rowTitle, rows }: CoverageGroup): Block[] => {
  const maxRecords = Math.max(1, ...rows.map(({ records }) => records));
  const columns = COLUMNS.filter((column) => rows.some((row) => column in row));
  const titles: { readonly [column: string]: string } = { ...TITLES, of: rowTitle };
  return [
    { heading: capitalize(name), level: 2 },
    {
      table: {
        columns: [
          ...columns.map((column) => ({ name: column, title: titles[column] ?? column })),
          { name: 'bar', title: '' },
        ],
        rows: rows.map((row) => [...coverageCells(row).slice(0, columns.length), { bar: row.records / maxRecords }]),
      },
      empty: 'none recorded',
    },
  ];
};

/** The records that are due to be looked at again; nothing if there are none. */
const dueBlocks = (due: readonly DueRecord[]): Block[] => {
  if (due.length === 0) return [];
  const columns = [
    { name: 'record', title: 'record' },
    { name: 'reason', title: 'why' },
  ];
  const rows = due.map(({ entry, reasons }): Cell[] => [refOf(entry), reasons.join('; ')]);
  return [{ heading: 'Due', level: 2 }, { table: { columns, rows } }];
};

const regionNames = (countries: readonly CountryCoverage[]): string[] =>
  [...new Set(countries.map(({ region }) => region))].sort();

const findRegion = (name: string, countries: readonly CountryCoverage[]): string => {
  const regions = regionNames(countries);
  const lowerCase = name.toLowerCase();
  const match = regions.find((region) => region.toLowerCase() === lowerCase);
  if (match !== undefined) return match;
  throw new UserError(`unknown region "${name}"`, suggestionHint(name, regions));
};

/** Days from the end of a partial date to a day. */
const daysBetween = (date: string, day: string): number =>
  (Date.parse(day) - Date.parse(parseDate(date)?.to ?? date)) / 86_400_000;
