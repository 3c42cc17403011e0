import type { DatasetRecord, Ref } from '../model/record.ts';
import { asText, refOf } from '../model/record.ts';
import type { NewsItem } from '../model/news-item.ts';
import { compareText } from '../model/text.ts';
import { fieldAt, type Catalog } from '../schema/catalog.ts';
import { fromDotted } from '../model/pointer.ts';
import { assertsAnything } from '../schema/assertions.ts';
import { splitRef } from '../schema/references.ts';
import { diffRecords, type RecordChange } from './diff-records.ts';
import { formatPlain } from './format-value.ts';

/** Finds what is new between two versions of the dataset, newest first. `dateOf` gives the day of a record's change. */
export const findNews = (
  catalog: Catalog,
  before: readonly DatasetRecord[],
  after: readonly DatasetRecord[],
  dateOf: (ref: Ref) => string,
): NewsItem[] => {
  const recordsByRef = new Map([...before, ...after].map((record) => [refOf(record), record]));
  const items = diffRecords(before, after)
    .filter(({ ref }) => isForReaders(catalog, ref))
    .flatMap((change) => toItems(catalog, change, recordsByRef.get(change.ref), dateOf(change.ref)));
  return items.toSorted((a, b) => compareText(b.date, a.date) || compareText(a.ref, b.ref));
};

/** True for records about the world; search logs, sources and tables of figures are not. */
const isForReaders = (catalog: Catalog, ref: Ref): boolean => {
  const type = catalog.type(splitRef(ref)[0]);
  return type !== undefined && assertsAnything(type.schema) && !type.schema['x-rows'];
};

const toItems = (
  catalog: Catalog,
  { ref, name, change, fields, conflicts }: RecordChange,
  record: DatasetRecord | undefined,
  date: string,
): NewsItem[] => {
  const type = catalog.type(splitRef(ref)[0]);
  const title = type?.title.toLowerCase() ?? 'record';
  const item = (kind: NewsItem['kind'], text: string, sources: readonly string[] = []): NewsItem => ({
    date,
    kind,
    ref,
    name,
    text,
    sources: [...new Set(sources)],
  });
  // Records without a date of their own, as countries, are no events.
  if (change === 'added' && type?.schema['x-date'] === undefined) return [];
  if (change === 'added') return [item('new', `new ${title}${ownDate(catalog, ref, record)}`)];
  if (change === 'withdrawn') return [item('withdrawn', `${title} withdrawn`)];
  const isStatus = (field: string): boolean =>
    type !== undefined && fieldAt(type.schema, fromDotted(field))?.['x-conflict'] === 'status';
  return [
    ...fields
      .filter(({ field }) => isStatus(field))
      .map(({ field, from, to, sources }) =>
        item('status', `${field}: was ${formatOrUnknown(from)}, is ${formatOrUnknown(to)}`, sources),
      ),
    ...conflicts.opened.map(({ field, source, says }) =>
      item('conflict-opened', `a source gives ${field} as ${formatPlain(says)}`, [source]),
    ),
    ...conflicts.settled.map(({ field, source, says }) =>
      item('conflict-settled', `no longer disputed: ${field} as ${formatPlain(says)}`, [source]),
    ),
  ];
};

const ownDate = (catalog: Catalog, ref: Ref, record: DatasetRecord | undefined): string => {
  const field = catalog.type(splitRef(ref)[0])?.schema['x-date'];
  const date = field === undefined ? undefined : asText(record?.data[field]);
  if (date === undefined) return '';
  return `, dated ${date}`;
};

const formatOrUnknown = (value: Parameters<typeof formatPlain>[0] | null): string =>
  value === null ? 'unknown' : formatPlain(value);
