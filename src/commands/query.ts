import type { Data } from '../model/record.ts';
import { filter } from '../query/filter.ts';
import { byTypeAndDate } from '../query/sort.ts';
import { type Filter, filtersOf } from '../schema/filters.ts';
import type { Command, Option, Options } from './command.ts';
import { rowOptions, rowsResult } from './rows.ts';

export const query: Command = {
  name: 'query',
  arguments: [{ name: '[text]', description: 'text that must occur in the record' }],
  summary: 'Show the records that match every filter given',
  options: (catalog) => [
    ...[...filtersOf(catalog()).values()].flatMap(optionsOf),
    {
      flags: '--type <type>',
      description: 'only records of this type',
      choices: catalog().types.map(({ name }) => name),
      list: true,
    },
    { flags: '--since <date>', description: 'dated on or after (YYYY, YYYY-MM or YYYY-MM-DD)' },
    { flags: '--until <date>', description: 'dated on or before' },
    ...rowOptions,
  ],
  examples: [
    { command: 'minerals query --country Peru', says: 'all that Peru is involved in' },
    {
      command: 'minerals query --party US --kind mou --since 2026-02',
      says: 'memoranda that the United States signed since February 2026',
    },
    {
      command: 'minerals query --mineral dysprosium --json',
      says: 'what concerns dysprosium, rare earths in general marked as inferred',
    },
    {
      command: 'minerals query --type mineral --list us-2025 --fields id,name',
      says: 'the entries of an official list',
    },
    { command: 'minerals query "price floor" --count', says: 'how many records speak of it' },
  ],
  run: async (context, [text], options) => {
    const dataset = await context.dataset();
    const { type, since, until } = options as { type?: readonly string[]; since?: string; until?: string };
    const { matches, notes } = await filter(dataset, {
      filters: given(filtersOf(context.catalog).values(), options),
      ...(text === undefined ? {} : { text }),
      ...(type ? { types: type } : {}),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
    const order = byTypeAndDate(dataset);
    const found = matches
      .toSorted((a, b) => order(a.entry, b.entry))
      .map(({ entry, inferred }) => ({ entry, ...(inferred ? { added: { inferred } satisfies Data } : {}) }));
    return rowsResult(dataset, found, options, context, { notes });
  },
};

const optionsOf = ({ name, description, of, values, isBoolean }: Filter): Option[] =>
  isBoolean
    ? [
        { flags: `--${name}`, description: `only records ${description}` },
        { flags: `--no-${name}`, description: 'only those of which a source says that they do not' },
      ]
    : [
        {
          flags: `--${name} <${name}>`,
          description: `only records ${description}`,
          list: true,
          ...(values ? { choices: values } : {}),
          ...(of ? { completes: of } : {}),
        },
      ];

/** The values given for each filter. */
const given = (filters: Iterable<Filter>, options: Options): Map<Filter, readonly string[]> => {
  const found = new Map<Filter, readonly string[]>();
  for (const each of filters) {
    const value = options[each.name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof value === 'boolean') found.set(each, [String(value)]);
    else if (Array.isArray(value)) found.set(each, value.map(String));
  }
  return found;
};
