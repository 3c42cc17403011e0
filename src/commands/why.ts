import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted } from '../model/pointer.ts';
import { isJsonObject, type DatasetRecord, refOf, type JsonValue } from '../model/record.ts';
import type { Block, ListItem } from '../model/result.ts';
import {
  recordUrl,
  type AssertedField,
  evidenceForField,
  collectEvidence,
  passageLinks,
  type EvidenceItem,
  supportedPath,
  quotedWords,
} from '../query/evidence.ts';
import { findExact, type Resolution, resolveRecord } from '../query/resolve.ts';
import { displayName, formatPlain, type ValueFormat, formatValue, formatValueAt } from '../query/format-value.ts';
import { isAsserted } from '../schema/assertions.ts';
import { fieldAt } from '../schema/catalog.ts';
import type { Command, Completer } from './command.ts';
import { KNOWN_ON_OPTION, OPEN_OPTION } from './filters.ts';

/** The fields that a record asserts. */
const ofAsserted: Completer = async ({ dataset: open, before: [name = ''] }) => {
  const dataset = await open();
  const { entry } = await resolveRecord(dataset, name);
  return collectEvidence(dataset, dataset.record(entry)).map(({ field, value }) => ({
    value: field,
    says: formatPlain(value),
  }));
};

export const whyCommand: Command = {
  name: 'why',
  arguments: [
    { name: '<ref>', description: 'a record, by reference, id, code or name', allowsSpaces: true, completes: '*' },
    {
      name: '[field]',
      description: 'one field of it: binding, positions.south-american-supply',
      completes: ofAsserted,
    },
  ],
  summary: 'Show the evidence of a record or of one field: who asserts it, where, and who says otherwise',
  options: () => [KNOWN_ON_OPTION, OPEN_OPTION],
  examples: [
    {
      command: 'minerals why agreement/us-pe-mou-2026 binding',
      description: 'on whose word the memorandum binds nobody',
    },
    {
      command: 'minerals why us-pe-mou-2026 kind',
      description: 'what the sources call its form, and where they differ',
    },
    { command: 'minerals why country/PE holdings.lithium --json', description: 'the same for a script' },
  ],
  run: async (context, [name = '', field], options) => {
    const dataset = await context.dataset();
    const { entry, note, record, fields } = await evidenceFor(dataset, name, field);
    const wording = { dataset, language: context.language };
    const data: JsonValue = {
      ref: refOf(entry),
      fields: fields.map(({ evidence, ...rest }) => ({ ...rest, evidence: evidence.map((each) => ({ ...each })) })),
    };
    const needsNone = field !== undefined && !isAsserted(context.catalog.type(entry.type)?.schema ?? {}, field);
    const view: Block[] = [
      { heading: `${displayName(wording, refOf(entry))} (${refOf(entry)})`, level: 1 },
      ...fields.flatMap((each) => blocksOf(wording, record, each)),
      ...(needsNone ? [{ prose: `${field} needs no evidence.` }] : []),
      ...(fields.length === 0 ? [{ prose: 'This record asserts nothing that needs evidence.' }] : []),
    ];
    return {
      data,
      view,
      flat: flatOf(fields),
      notes: note ? [note] : [],
      ...(options['open'] ? { openUrl: recordUrl(dataset, record, field) ?? null } : {}),
    };
  },
};

/** The record and the evidence asked for. Throws UserError; where both words are one name, it says how to write it. */
const evidenceFor = async (dataset: Dataset, name: string, field: string | undefined): Promise<Found> => {
  try {
    const { entry, ...rest } = await resolveRecord(dataset, name);
    const record = dataset.record(entry);
    return { entry, ...rest, record, fields: evidenceForField(dataset, record, field) };
  } catch (error) {
    const both = `${name} ${field ?? ''}`;
    const isName = field !== undefined && (await findExact(dataset, both).catch(() => undefined)) !== undefined;
    if (!isName || !(error instanceof UserError)) throw error;
    throw new UserError(error.message, `a name with blanks stands in quotation marks: minerals why "${both}"`);
  }
};

interface Found extends Resolution {
  readonly record: DatasetRecord;
  readonly fields: readonly AssertedField[];
}

const blocksOf = (wording: ValueFormat, record: DatasetRecord, { field, value, evidence }: AssertedField): Block[] => {
  const agreeing = evidence.filter(({ says }) => says === undefined);
  const differing = evidence.filter(({ says }) => says !== undefined);
  const itemsOf = (passages: readonly EvidenceItem[]): ListItem[] =>
    passages.map((passage) =>
      itemOf(
        passage,
        passage.says === undefined ? '' : formatValueAt(wording, record, supportedPath(field, passage), passage.says),
      ),
    );
  return [
    { heading: field, level: 2 },
    partsOf(wording, record, field, value),
    ...(agreeing.length > 0 ? [{ items: itemsOf(agreeing) }] : []),
    ...(differing.length > 0 ? [{ prose: 'Said otherwise:' }, { items: itemsOf(differing) }] : []),
  ];
};

/** What is asserted: of a fact in parts, each part by its title. */
const partsOf = (wording: ValueFormat, record: DatasetRecord, field: string, value: JsonValue): Block => {
  const path = fromDotted(field);
  const schema = fieldAt(wording.dataset.catalog.type(record.type)?.schema ?? {}, path);
  if (!isJsonObject(value) || schema?.['x-quote']) return { prose: formatValueAt(wording, record, path, value) };
  return {
    fields: Object.entries(value).map(([name, part]) => {
      const of = schema?.properties?.[name];
      return [of?.title ?? name, formatValue(wording, of, part)];
    }),
  };
};

const itemOf = (passage: EvidenceItem, instead: string): ListItem => {
  const { by, title, publisher, published, parts = [], says, note } = passage;
  return {
    label: by,
    text: says === undefined ? title : instead,
    details: [
      [says === undefined ? undefined : title, publisher === by ? undefined : publisher, published]
        .filter(Boolean)
        .join(', '),
      quotedWords(passage) ?? '',
      parts.length > 0 ? `only for ${parts.join(', ')}` : '',
      note ?? '',
    ].filter(Boolean),
    links: passageLinks(passage).map(({ href }) => ({ text: 'the passage', href })),
  };
};

const flatOf = (
  fields: readonly AssertedField[],
): { columns: { name: string; title: string }[]; rows: JsonValue[][] } => {
  const columns = ['field', 'value', 'by', 'says', 'parts', 'source', 'published', 'url'].map((name) => ({
    name,
    title: name,
  }));
  const rows = fields.flatMap(({ field, value, evidence }): JsonValue[][] =>
    evidence.length === 0
      ? [[field, formatPlain(value), ...columns.slice(2).map(() => '')]]
      : evidence.map(({ by, says, parts = [], source, published = '', url }) => [
          field,
          formatPlain(value),
          by,
          formatPlain(says),
          parts,
          source,
          published,
          url,
        ]),
  );
  return { columns, rows };
};
