import { intervalOf } from '../model/date.ts';
import { UserError } from '../model/errors.ts';
import { instead } from '../model/near.ts';
import { refOf, type Value } from '../model/record.ts';
import type { Block, Cell } from '../model/result.ts';
import { capital } from '../model/text.ts';
import {
  type Coverage,
  type DueRecord,
  dueRecords,
  type Member,
  membersOf,
  type RegionCoverage,
  regionCoverage,
  typeCoverage,
  yearCoverage,
} from '../query/coverage.ts';
import { nameIn } from '../query/tabulate.ts';
import type { Command, Completes } from './command.ts';
import { KNOWN_ON } from './filters.ts';

/** Days after which a search is stale, unless told. */
const STALE = 90;

/** The regions that there are. */
const ofRegions: Completes = async ({ dataset }) =>
  regionsOf(membersOf(await dataset())).map((region) => ({ value: region, says: '' }));

export const coverage: Command = {
  name: 'coverage',
  arguments: [
    {
      name: '[region]',
      description: 'a region, to see its countries; without one the whole dataset',
      blanks: true,
      completes: ofRegions,
    },
  ],
  summary: 'Show where the dataset is thick, thin and stale: by region, type and year',
  options: () => [
    KNOWN_ON,
    { flags: '--stale-after <days>', description: `days after which a search is stale (${STALE})`, number: true },
  ],
  examples: [
    { command: 'minerals coverage', says: 'by region, type and year, with the last search' },
    { command: 'minerals coverage "South America"', says: 'the countries of one region' },
    { command: 'minerals coverage --stale-after 30 --format csv', says: 'what was not searched for in a month' },
  ],
  run: async (context, [name], options) => {
    const dataset = await context.dataset();
    const { staleAfter = STALE } = options as { staleAfter?: number };
    const all = membersOf(dataset);
    const region = name === undefined ? undefined : regionNamed(name, all);
    const regions = regionCoverage(
      dataset,
      region === undefined ? all : all.filter((member) => member.region === region),
      (member) => (region === undefined ? member.region : nameIn(member.entry, context.language)),
      (date) => daysBetween(date, context.today) > staleAfter,
    );
    const asked =
      region === undefined
        ? dataset.entries
        : all.filter((member) => member.region === region).flatMap(({ records }) => records);
    const due = dueRecords(dataset, asked, context.today);
    const groups: (readonly [string, readonly (Coverage | RegionCoverage)[]])[] =
      region === undefined
        ? [
            ['region', regions],
            ['type', typeCoverage(dataset)],
            ['year', yearCoverage(dataset)],
          ]
        : [[region, regions]];
    return {
      data: [
        ...groups.flatMap(([by, rows]): Value[] => rows.map((row) => ({ by, ...row }))),
        ...due.map(({ entry, reasons }): Value => ({
          by: 'due',
          of: refOf(entry),
          records: 1,
          newest: entry.date ?? null,
          state: reasons,
        })),
      ],
      view: [
        ...groups.flatMap(([by, rows]) => blocksOf(by, region === undefined ? by : (all[0]?.entry.type ?? by), rows)),
        ...dueBlocks(due),
      ],
      flat: {
        columns: ['by', ...COLUMNS].map((column) => ({ name: column, title: column })),
        rows: [
          ...groups.flatMap(([by, rows]) => rows.map((row): Cell[] => [by, ...cellsOf(row)])),
          ...due.map(({ entry, reasons }): Cell[] => [
            'due',
            refOf(entry),
            1,
            entry.date,
            undefined,
            undefined,
            undefined,
            [...reasons],
          ]),
        ],
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
    { heading: capital(by), level: 2 },
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

/** The records that are due to be looked at again; nothing where none is. */
const dueBlocks = (due: readonly DueRecord[]): Block[] => {
  if (due.length === 0) return [];
  const rows = due.map(({ entry, reasons }): Cell[] => [refOf(entry), reasons.join('; ')]);
  return [
    { heading: 'Due', level: 2 },
    {
      table: {
        columns: [
          { name: 'record', title: 'record' },
          { name: 'reason', title: 'why' },
        ],
        rows,
      },
    },
  ];
};

const regionsOf = (members: readonly Member[]): string[] => [...new Set(members.map(({ region }) => region))].sort();

const regionNamed = (name: string, members: readonly Member[]): string => {
  const regions = regionsOf(members);
  const wanted = name.toLowerCase();
  const found = regions.find((region) => region.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new UserError(`no region is called "${name}"`, instead(name, regions));
};

/** Days from the last that a partial date may mean to another. */
const daysBetween = (date: string, day: string): number =>
  (Date.parse(day) - Date.parse(intervalOf(date)?.to ?? date)) / 86_400_000;
