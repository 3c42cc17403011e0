import type { QueryParams } from '../query/filter.ts';
import type { Catalog } from '../schema/catalog.ts';
import { type Filter, readFilters } from '../schema/filters.ts';
import type { Completer, CommandOption, Options } from './command.ts';

/** The options by which a command chooses records: the filters that the schemas declare, the type, and the time. */
export const filterOptions = (catalog: Catalog): CommandOption[] => [
  ...[...readFilters(catalog).values()].flatMap(optionsOf),
  typeOption(catalog),
  { flags: '--since <date>', description: 'dated on or after (YYYY, YYYY-MM or YYYY-MM-DD)' },
  { flags: '--until <date>', description: 'dated on or before' },
  VALID_ON_OPTION,
  KNOWN_ON_OPTION,
];

/** The option that asks for records of some types. */
export const typeOption = ({ types }: Catalog): CommandOption => ({
  flags: '--type <type>',
  description: 'only records of this type',
  choices: types.map(({ name }) => name),
  list: true,
});

/** The option that asks what stood on a day. */
export const VALID_ON_OPTION: CommandOption = {
  flags: '--valid-on <date>',
  description: 'in force or standing on that day; "unknown" where the known dates do not tell',
};

/** The option that opens what an answer rests on. */
export const OPEN_OPTION: CommandOption = {
  flags: '--open',
  description: 'open it in the browser: the source, at the passage',
};

/** The option that asks what the dataset held on a day; the program opens the dataset of that day. */
export const KNOWN_ON_OPTION: CommandOption = {
  flags: '--known-on <date>',
  description: 'as this dataset stood at the end of that day, from its git history',
};

/** What was asked by these options, and by a text. */
export const toQueryParams = (catalog: Catalog, options: Options, text?: string): QueryParams => {
  const { type, since, until, validOn } = options as {
    type?: readonly string[];
    since?: string;
    until?: string;
    validOn?: string;
  };
  return {
    filters: given(readFilters(catalog).values(), options),
    ...(text === undefined ? {} : { text }),
    ...(type ? { types: type } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(validOn === undefined ? {} : { validOn }),
  };
};

const optionsOf = ({ name, description, of, values, isBoolean }: Filter): CommandOption[] =>
  isBoolean
    ? [
        { flags: `--${name}`, description: `only records ${description}`, repeatableFlag: true },
        {
          flags: `--no-${name}`,
          description: 'only those of which a source says that they do not',
          repeatableFlag: true,
        },
      ]
    : [
        {
          flags: `--${name} <${name}>`,
          description: `only records ${description}`,
          list: true,
          keepCommas: true,
          ...(values ? { choices: values } : {}),
          ...(values ? {} : { completes: of ?? filed(name) }),
        },
      ];

/** What stands under a filter. */
const filed =
  (name: string): Completer =>
  async ({ dataset }) =>
    [...(await dataset()).filterIndex(name).keys()].map((value) => ({ value, says: '' }));

/** The values given for each filter. */
const given = (filters: Iterable<Filter>, options: Options): Map<Filter, readonly string[]> => {
  const found = new Map<Filter, readonly string[]>();
  for (const each of filters) {
    const values = options[each.name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (Array.isArray(values)) found.set(each, values.map(String));
  }
  return found;
};
