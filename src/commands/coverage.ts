import { parseDate } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import { suggestionHint } from '../model/fuzzy.ts';
import type { JsonValue } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import {
  type Coverage,
  type CountryCoverage,
  countryCoverage,
  type RegionCoverage,
  regionCoverage,
  typeCoverage,
  yearCoverage,
} from '../query/coverage.ts';
import { nameInLanguage } from '../query/tabulate.ts';
import type { Command, Completer } from './command.ts';
import { KNOWN_ON_OPTION } from './filters.ts';

/** Days after which a search is stale, unless told. */
const STALE = 90;

/** The regions that there are. */
const ofRegions: Completer = async ({ dataset }) =>
  regionsOf(countryCoverage(await dataset())).map((region) => ({ value: region, says: '' }));

export const coverageCommand: Command = {
  name: 'coverage',
  arguments: [
    {
      name: '[region]',
      description: 'a region, to see its countries; without one the whole dataset',
      allowsSpaces: true,
      completes: ofRegions,
    },
  ],
  summary: 'Show where the dataset is thick, thin and stale: by region, type and year',
  options: () => [
    KNOWN_ON_OPTION,
    { flags: '--stale-after <days>', description: `days after which a search is stale (${STALE})`, number: true },
  ],
  examples: [
    { command: 'minerals coverage', description: 'by region, type and year, with the last search' },
    { command: 'minerals coverage "South America"', description: 'the countries of one region' },
    { command: 'minerals coverage --stale-after 30 --format csv', description: 'what was not searched for in a month' },
  ],
  run: async (context, [name], options) => {
    const dataset = await context.dataset();
    const { staleAfter = STALE } = options as { staleAfter?: number };
    const all = countryCoverage(dataset);
    const region = name === undefined ? undefined : regionNamed(name, all);
    const regions = regionCoverage(
      dataset,
      region === undefined ? all : all.filter((member) => member.region === region),
      (member) => (region === undefined ? member.region : nameInLanguage(member.entry, context.language)),
      (date) => daysBetween(date, context.today) > staleAfter,
    );
    const groups: (readonly [string, readonly (Coverage | RegionCoverage)[]])[] =
      region === undefined
        ? [
            ['region', regions],
            ['type', typeCoverage(dataset)],
            ['year', yearCoverage(dataset)],
          ]
        : [[region, regions]];
    return {
      data: groups.flatMap(([by, rows]): JsonValue[] => rows.map((row) => ({ by, ...row }))),
      view: groups.flatMap(([by, rows]) => blocksOf(by, region === undefined ? by : (all[0]?.entry.type ?? by), rows)),
      flat: {
        columns: ['by', ...COLUMNS].map((column) => ({ name: column, title: column })),
        rows: groups.flatMap(([by, rows]) => rows.map((row): Cell[] => [by, ...cellsOf(row)])),
      },
    };
  },
};

const COLUMNS = ['of', 'records', 'newest', 'members', 'swept', 'last_swept', 'state'] as const;

const cellsOf = (row: Coverage | RegionCoverage): Cell[] => {
  const cells: { readonly [column: string]: Cell } = { ...row };
  return COLUMNS.map((column) => cells[column]);
};

const blocksOf = (by: string, of: string, rows: readonly (Coverage | RegionCoverage)[]): Block[] => {
  const most = Math.max(1, ...rows.map(({ records }) => records));
  const columns = COLUMNS.filter((column) => rows.some((row) => column in row));
  return [
    { heading: capitalize(by), level: 2 },
    {
      table: {
        columns: [
          ...columns.map((column) => ({ name: column, title: column === 'of' ? of : column.replace('_', ' ') })),
          { name: 'bar', title: '' },
        ],
        rows: rows.map((row) => [...cellsOf(row).slice(0, columns.length), { bar: row.records / most }]),
      },
      empty: 'none recorded',
    },
  ];
};

const regionsOf = (members: readonly CountryCoverage[]): string[] =>
  [...new Set(members.map(({ region }) => region))].sort();

const regionNamed = (name: string, members: readonly CountryCoverage[]): string => {
  const regions = regionsOf(members);
  const wanted = name.toLowerCase();
  const found = regions.find((region) => region.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new UserError(`no region is called "${name}"`, suggestionHint(name, regions));
};

/** Days from the last that a partial date may mean to another. */
const daysBetween = (date: string, day: string): number =>
  (Date.parse(day) - Date.parse(parseDate(date)?.to ?? date)) / 86_400_000;
