import type { Dataset } from '../core/index/dataset.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import type { DatasetRecord } from '../core/model/record.ts';
import { recordUrl } from '../core/query/evidence.ts';
import { ALL_TYPES, type QueryConditions } from '../core/query/filter.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { type Filter } from '../core/schema/filters.ts';
import { toCandidates } from './completions.ts';
import {
  type Completer,
  date,
  flag,
  type InputValues,
  list,
  type Option,
  type OptionDeclaration,
  readTexts,
  repeated,
  text,
  toCamelCase,
} from './input.ts';

/** Option that queries an earlier version of the dataset; the program opens the dataset of that date. */
export const knownOnOption = date({
  value: 'date',
  description: 'the dataset as of the end of that day, from its git history',
});

/** Option that opens the source in the browser. */
export const openOption = flag('open the source in the browser, at the passage');

const dateOptions = {
  since: date({
    value: 'date',
    description: 'dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month")',
  }),
  until: date({ value: 'date', description: 'dated on or before' }),
  datedBy: text({
    value: 'what',
    description:
      'which date --since and --until compare: the record’s date (default), a step such as signed, or any step',
  }),
  expires: date({ value: 'date', description: 'whose term ends then (2027, 2027-06, 2026/2028)' }),
  where: repeated({
    value: 'condition',
    description: 'with this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several',
  }),
  validOn: date({ value: 'date', description: 'in force on that day ("unknown" if dates are missing)' }),
};

/** Options that select records of one type: the filters that the schemas declare, dates and fields. */
export const selectionOfType: Option<QueryConditions> = {
  declare: (_, catalog) => [...declareFilters(catalog), ...declareDates(catalog)],
  read: (values, _, context) => {
    const conditions = {
      since: dateOptions.since.read(values, 'since', context),
      until: dateOptions.until.read(values, 'until', context),
      validOn: dateOptions.validOn.read(values, 'validOn', context),
      datedBy: dateOptions.datedBy.read(values, 'datedBy', context),
      expires: dateOptions.expires.read(values, 'expires', context),
      where: dateOptions.where.read(values, 'where', context),
    };
    return { filters: readFilterValues(context.catalog, values), ...definedOnly(conditions) };
  },
};

/** Options that select records: like `selectionOfType`, with the types. */
export const selection: Option<QueryConditions> = {
  declare: (_, catalog) => [
    ...declareFilters(catalog),
    ...typeOption('only records of this type', [ALL_TYPES]).declare('type', catalog),
    ...declareDates(catalog),
  ],
  read: (values, name, context) => ({
    ...selectionOfType.read(values, name, context),
    // The query says which types exist.
    ...definedOnly({ types: readTexts('type', values['type']) }),
  }),
};

/** Option that names types of records; `others` are accepted as well. */
export const typeOption = (
  description: string,
  others: readonly string[] = [],
): Option<readonly string[] | undefined> => ({
  declare: (name, catalog) => typeList(description, catalog, others).declare(name, catalog),
  // The query says which types exist, and knows their folders too.
  read: (values, name) => readTexts(name, values[name]),
});

const typeList = (description: string, { types }: Catalog, others: readonly string[]) =>
  list({ value: 'type', description, choices: [...types.map(({ name }) => name), ...others] });

const declareFilters = (catalog: Catalog): OptionDeclaration[] => [...catalog.filters.values()].flatMap(declareFilter);

const declareDates = (catalog: Catalog): OptionDeclaration[] =>
  Object.entries({ ...dateOptions, knownOn: knownOnOption }).flatMap(([name, option]) => option.declare(name, catalog));

const declareFilter = ({ name, description, refType: recordType, values, isBoolean }: Filter): OptionDeclaration[] => {
  const valueName = toCamelCase(name);
  if (isBoolean)
    return [
      {
        name: valueName,
        flags: `--${name} [answer]`,
        description: `only records ${description}: yes (default), no or unknown`,
        isList: true,
        impliedValue: 'yes',
      },
      {
        name: valueName,
        flags: `--no-${name}`,
        description: `short for --${name}=no`,
        isList: true,
        impliedValue: 'no',
      },
    ];
  const option = {
    name: valueName,
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

const readFilterValues = (catalog: Catalog, values: InputValues): Map<Filter, readonly string[]> => {
  const valuesByFilter = new Map<Filter, readonly string[]>();
  for (const filter of catalog.filters.values()) {
    const value = values[toCamelCase(filter.name)];
    const texts = readTexts(filter.name, filter.isBoolean && typeof value === 'boolean' ? String(value) : value);
    if (texts) valuesByFilter.set(filter, texts);
  }
  return valuesByFilter;
};

/** Address to open for `--open`: null if the record has none, undefined if none is asked for. */
export const pageToOpen = (
  dataset: Dataset,
  record: DatasetRecord,
  isRequested: boolean,
  field?: string,
): string | null | undefined => {
  if (!isRequested) return undefined;
  return recordUrl(dataset, record, field) ?? null;
};
