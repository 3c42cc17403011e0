import type { Dataset } from '../core/index/dataset.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import type { DatasetRecord } from '../core/model/record.ts';
import { recordUrl } from '../core/query/evidence.ts';
import { ALL_TYPES, type QueryConditions } from '../core/query/filter.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { type Filter, readFilters } from '../core/schema/filters.ts';
import type { Completer, CommandOption, OptionValues } from './command.ts';
import { toCandidates } from './completions.ts';

/** Options that select records: the filters declared by the schemas, types and dates. */
export const filterOptions = (catalog: Catalog): CommandOption[] => [
  ...[...readFilters(catalog).values()].flatMap(toFilterOptions),
  typeOption(catalog),
  {
    flags: '--since <date>',
    description: 'dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month")',
    isDate: true,
  },
  { flags: '--until <date>', description: 'dated on or before', isDate: true },
  {
    flags: '--dated-by <what>',
    description:
      'which date --since and --until compare: the record’s date (default), a step such as signed, or any step',
  },
  { flags: '--expires <date>', description: 'whose term ends then (2027, 2027-06)', isDate: true },
  {
    flags: '--where <condition>',
    description: 'with this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several',
    isRepeatable: true,
  },
  VALID_ON_OPTION,
  KNOWN_ON_OPTION,
];

/** Option that selects records by type. Without it, records about the dataset itself are left out. */
const typeOption = ({ types }: Catalog): CommandOption => ({
  flags: '--type <type>',
  description: 'only records of this type',
  choices: [...types.map(({ name }) => name), ALL_TYPES],
  isList: true,
});

/** Option that selects records in force on a date. */
const VALID_ON_OPTION: CommandOption = {
  flags: '--valid-on <date>',
  description: 'in force on that day ("unknown" if dates are missing)',
  isDate: true,
};

/** Option that opens the source in the browser. */
export const OPEN_OPTION: CommandOption = {
  flags: '--open',
  description: 'open the source in the browser, at the passage',
};

/** Result property for `--open`: the address of the source, or null if there is none. */
export const openResult = (
  dataset: Dataset,
  record: DatasetRecord,
  options: OptionValues,
  field?: string,
): { readonly openUrl?: string | null } => {
  if (!options['open']) return {};
  return { openUrl: recordUrl(dataset, record, field) ?? null };
};

/** Option that queries an earlier version of the dataset; the program opens the dataset of that date. */
export const KNOWN_ON_OPTION: CommandOption = {
  flags: '--known-on <date>',
  description: 'the dataset as of the end of that day, from its git history',
  isDate: true,
};

/** Converts option values, and a text to search for, to query parameters. */
export const toQueryParams = (catalog: Catalog, options: OptionValues, text?: string): QueryConditions => {
  const {
    type: types,
    since,
    until,
    validOn,
    datedBy,
    expires,
    where,
  } = options as {
    type?: readonly string[];
    since?: string;
    until?: string;
    validOn?: string;
    datedBy?: string;
    expires?: string;
    where?: readonly string[];
  };
  const filters = filterValues(readFilters(catalog).values(), options);
  return { filters, ...definedOnly({ text, types, since, until, validOn, datedBy, expires, where }) };
};

const toFilterOptions = ({ name, description, refType: recordType, values, isBoolean }: Filter): CommandOption[] => {
  if (isBoolean)
    return [
      {
        flags: `--${name} [answer]`,
        description: `only records ${description}: yes (default), no or unknown`,
        isList: true,
        impliedValue: 'yes',
      },
      { flags: `--no-${name}`, description: `short for --${name}=no`, isList: true, impliedValue: 'no' },
    ];
  const option = {
    flags: `--${name} <${name}>`,
    description: `only records ${description}`,
    isList: true,
    keepCommas: true,
  };
  if (values) return [{ ...option, choices: values }];
  return [{ ...option, completer: recordType ?? completeFilterValues(name) }];
};

/** Completes the values that occur in the dataset. */
const completeFilterValues =
  (filterName: string): Completer =>
  async ({ dataset }) =>
    toCandidates((await dataset()).filterIndex(filterName).keys());

/** Option values of each filter. */
const filterValues = (filters: Iterable<Filter>, options: OptionValues): Map<Filter, readonly string[]> => {
  const valuesByFilter = new Map<Filter, readonly string[]>();
  for (const filter of filters) {
    const values = options[filter.name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (Array.isArray(values)) valuesByFilter.set(filter, values.map(String));
  }
  return valuesByFilter;
};
