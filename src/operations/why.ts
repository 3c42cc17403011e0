import type { Dataset } from '../core/index/dataset.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import { fromDotted } from '../core/model/pointer.ts';
import { isJsonObject, type DatasetRecord, refOf, type JsonValue } from '../core/model/record.ts';
import type { Block, ListItem, Table } from '../core/model/block.ts';
import { findDerivedField } from '../core/query/derived-evidence.ts';
import {
  type AssertedField,
  evidenceForField,
  collectEvidence,
  passageLinks,
  type EvidenceItem,
  supportedPath,
  creditLine,
  quoteLine,
} from '../core/query/evidence.ts';
import { findExact, type Resolution, resolveRecord } from '../core/query/resolve.ts';
import { displayName, formatPlain, type ValueFormat, formatValue, formatValueAt } from '../core/query/format-value.ts';
import { isAsserted } from '../core/schema/assertions.ts';
import { fieldAt } from '../core/schema/catalog.ts';
import { knownOnOption, openOption, pageToOpen } from './filters.ts';
import { type Completer, optionalText, requiredText } from './input.ts';
import { defineOperation } from './operation.ts';
import { ownValue } from '../core/model/own.ts';

/** Completes the fields of a record that have or need evidence. */
const completeAssertedFields: Completer = async ({ dataset: openDataset, previousArguments: [recordName = ''] }) => {
  const dataset = await openDataset();
  const { entry } = await resolveRecord(dataset, recordName);
  return collectEvidence(dataset, dataset.record(entry)).map(({ field, value }) => ({
    value: field,
    description: formatPlain(value),
  }));
};

export const whyOperation = defineOperation({
  name: 'why',
  arguments: {
    ref: requiredText({ description: 'record reference, id, code or name', allowsSpaces: true, completer: '*' }),
    field: optionalText({
      description: 'one of its fields: binding, positions.south-american-supply',
      completer: completeAssertedFields,
    }),
  },
  summary: 'Show the evidence for a record or a field: who says so, where, and who disagrees',
  options: { knownOn: knownOnOption, open: openOption },
  examples: [
    {
      command: 'minerals why agreement/us-pe-mou-2026 binding',
      description: 'who says that the memorandum is not binding',
    },
    {
      command: 'minerals why us-pe-mou-2026 kind',
      description: 'its form according to the sources, and where they differ',
    },
    { command: 'minerals why country/PE holdings.lithium --json', description: 'evidence as JSON, for a script' },
  ],
  run: async ({ dataset, catalog }, { ref, field, open }) => {
    const { entry, note, record, fields } = await readEvidence(dataset, ref, field);
    const needsNone = field !== undefined && !isAsserted(catalog.type(entry.type)?.schema ?? {}, field);
    return {
      output: { ref: refOf(entry), fields },
      notes: definedItems([note]),
      record,
      /** The requested field, if it needs no evidence. */
      fieldWithout: needsNone ? field : undefined,
      page: pageToOpen(dataset, record, open, field),
    };
  },
  view: ({ output: { ref, fields }, record, fieldWithout }, { dataset, language }) => {
    const valueFormat = { dataset, language };
    const blocks: Block[] = [
      { heading: `${displayName(valueFormat, ref)} (${ref})`, level: 1 },
      ...fields.flatMap((assertion) => fieldBlocks(valueFormat, record, assertion)),
    ];
    if (fieldWithout !== undefined) blocks.push({ prose: `${fieldWithout} needs no evidence.` });
    if (fields.length === 0) blocks.push({ prose: 'No field of this record needs evidence.' });
    return blocks;
  },
  table: ({ output: { fields } }) => toEvidenceTable(fields),
  page: ({ page }) => page,
});

/** Reads a record and its evidence. Throws UserError; if both words form one name, the hint says how to quote it. */
const readEvidence = async (
  dataset: Dataset,
  recordName: string,
  field: string | undefined,
): Promise<EvidenceReport> => {
  try {
    const { entry, ...resolution } = await resolveRecord(dataset, recordName);
    const record = dataset.record(entry);
    const derived = field === undefined ? undefined : findDerivedField(dataset, entry, field);
    const fields = derived ? [derived] : evidenceForField(dataset, record, field);
    return { entry, ...resolution, record, fields };
  } catch (error) {
    const joinedName = `${recordName} ${field ?? ''}`;
    const isName = field !== undefined && (await findExact(dataset, joinedName).catch(() => undefined)) !== undefined;
    if (!isName || !(error instanceof UserError)) throw error;
    throw new UserError(error.message, `put names with spaces in quotes: minerals why "${joinedName}"`);
  }
};

interface EvidenceReport extends Resolution {
  readonly record: DatasetRecord;
  readonly fields: readonly AssertedField[];
}

const fieldBlocks = (
  valueFormat: ValueFormat,
  record: DatasetRecord,
  { field, value, evidence }: AssertedField,
): Block[] => {
  const agreeing = evidence.filter(({ says }) => says === undefined);
  const differing = evidence.filter(({ says }) => says !== undefined);
  const differingItems = differing.map((passage) =>
    toPassageItem(passage, formatValueAt(valueFormat, record, supportedPath(field, passage), passage.says ?? null)),
  );
  const blocks: Block[] = [{ heading: field, level: 2 }, valueBlock(valueFormat, record, field, value)];
  if (agreeing.length > 0) blocks.push({ items: agreeing.map((passage) => toPassageItem(passage)) });
  if (differing.length > 0) blocks.push({ prose: 'Other sources disagree:' }, { items: differingItems });
  return blocks;
};

/** Block with the value; a fact with several parts is shown as titled parts. */
const valueBlock = (valueFormat: ValueFormat, record: DatasetRecord, field: string, value: JsonValue): Block => {
  const path = fromDotted(field);
  const schema = fieldAt(valueFormat.dataset.catalog.type(record.type)?.schema ?? {}, path);
  if (!isJsonObject(value) || schema?.['x-quote']) return { prose: formatValueAt(valueFormat, record, path, value) };
  return {
    fields: Object.entries(value).map(([name, part]) => {
      const partSchema = ownValue(schema?.properties, name);
      return [partSchema?.title ?? name, formatValue(valueFormat, partSchema, part)];
    }),
  };
};

/** List item for a passage; `differingText` is its value if it disagrees with the record. */
const toPassageItem = (passage: EvidenceItem, differingText?: string): ListItem => {
  const { by, title, parts = [], note } = passage;
  const words = quoteLine(passage);
  const statement = [differingText, words ?? (differingText === undefined ? `“${title}”` : undefined)];
  return {
    label: by,
    text: definedItems(statement).join(' — '),
    details: definedItems([creditLine(passage), parts.length > 0 ? `only for ${parts.join(', ')}` : undefined, note]),
    links: passageLinks(passage).map(({ href }) => ({ text: 'the passage', href })),
  };
};

const COLUMNS = ['field', 'value', 'by', 'says', 'parts', 'source', 'published', 'url'];

const toEvidenceTable = (fields: readonly AssertedField[]): Table => ({
  columns: COLUMNS.map((name) => ({ name, title: name })),
  rows: fields.flatMap(({ field, value, evidence }): JsonValue[][] => {
    if (evidence.length === 0) return [[field, formatPlain(value), ...COLUMNS.slice(2).map(() => '')]];
    return evidence.map(({ by, says, parts = [], source, published = '', url }) => [
      field,
      formatPlain(value),
      by,
      formatPlain(says),
      parts,
      source,
      published,
      url,
    ]);
  }),
});
