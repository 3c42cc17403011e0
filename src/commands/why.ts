import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../model/errors.ts';
import { fromDotted } from '../model/pointer.ts';
import { isData, type Record as DataRecord, refOf, type Value } from '../model/record.ts';
import type { Block, Item } from '../model/result.ts';
import {
  addressOf,
  type Assertion,
  evidenceAsked,
  evidenceOf,
  linksTo,
  type Passage,
  placeOf,
  wordsOf,
} from '../query/evidence.ts';
import { exactly, type Resolution, resolve } from '../query/resolve.ts';
import { nameOf, said, type Wording, worded, wordedAt } from '../query/wording.ts';
import { isAsserted } from '../schema/assertions.ts';
import { fieldAt } from '../schema/catalog.ts';
import type { Command, Completes } from './command.ts';
import { KNOWN_ON, OPEN } from './filters.ts';
import { ownValue } from '../model/own.ts';

/** The fields that a record asserts. */
const ofAsserted: Completes = async ({ dataset: open, before: [name = ''] }) => {
  const dataset = await open();
  const { entry } = await resolve(dataset, name);
  return evidenceOf(dataset, dataset.read(entry)).map(({ field, value }) => ({ value: field, says: said(value) }));
};

export const why: Command = {
  name: 'why',
  arguments: [
    { name: '<ref>', description: 'a record, by reference, id, code or name', blanks: true, completes: '*' },
    {
      name: '[field]',
      description: 'one field of it: binding, positions.south-american-supply',
      completes: ofAsserted,
    },
  ],
  summary: 'Show the evidence of a record or of one field: who asserts it, where, and who says otherwise',
  options: () => [KNOWN_ON, OPEN],
  examples: [
    { command: 'minerals why agreement/us-pe-mou-2026 binding', says: 'on whose word the memorandum binds nobody' },
    { command: 'minerals why us-pe-mou-2026 kind', says: 'what the sources call its form, and where they differ' },
    { command: 'minerals why country/PE holdings.lithium --json', says: 'the same for a script' },
  ],
  run: async (context, [name = '', field], options) => {
    const dataset = await context.dataset();
    const { entry, note, record, fields } = await evidenceFor(dataset, name, field);
    const wording = { dataset, language: context.language };
    const data: Value = {
      ref: refOf(entry),
      fields: fields.map(({ evidence, ...rest }) => ({ ...rest, evidence: evidence.map((each) => ({ ...each })) })),
    };
    const needsNone = field !== undefined && !isAsserted(context.catalog.type(entry.type)?.schema ?? {}, field);
    const view: Block[] = [
      { heading: `${nameOf(wording, refOf(entry))} (${refOf(entry)})`, level: 1 },
      ...fields.flatMap((each) => blocksOf(wording, record, each)),
      ...(needsNone ? [{ prose: `${field} needs no evidence.` }] : []),
      ...(fields.length === 0 ? [{ prose: 'This record asserts nothing that needs evidence.' }] : []),
    ];
    return {
      data,
      view,
      flat: flatOf(fields),
      notes: note ? [note] : [],
      ...(options['open'] ? { opens: addressOf(dataset, record, field) ?? null } : {}),
    };
  },
};

/** The record and the evidence asked for. Throws UserError; where both words are one name, it says how to write it. */
const evidenceFor = async (dataset: Dataset, name: string, field: string | undefined): Promise<Found> => {
  try {
    const { entry, ...rest } = await resolve(dataset, name);
    const record = dataset.read(entry);
    return { entry, ...rest, record, fields: evidenceAsked(dataset, record, field) };
  } catch (error) {
    const both = `${name} ${field ?? ''}`;
    const isName = field !== undefined && (await exactly(dataset, both).catch(() => undefined)) !== undefined;
    if (!isName || !(error instanceof UserError)) throw error;
    throw new UserError(error.message, `a name with blanks stands in quotation marks: minerals why "${both}"`);
  }
};

interface Found extends Resolution {
  readonly record: DataRecord;
  readonly fields: readonly Assertion[];
}

const blocksOf = (wording: Wording, record: DataRecord, { field, value, evidence }: Assertion): Block[] => {
  const agreeing = evidence.filter(({ says }) => says === undefined);
  const differing = evidence.filter(({ says }) => says !== undefined);
  const itemsOf = (passages: readonly Passage[]): Item[] =>
    passages.map((passage) =>
      itemOf(
        passage,
        passage.says === undefined ? '' : wordedAt(wording, record, placeOf(field, passage), passage.says),
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
const partsOf = (wording: Wording, record: DataRecord, field: string, value: Value): Block => {
  const path = fromDotted(field);
  const schema = fieldAt(wording.dataset.catalog.type(record.type)?.schema ?? {}, path);
  if (!isData(value) || schema?.['x-quote']) return { prose: wordedAt(wording, record, path, value) };
  return {
    fields: Object.entries(value).map(([name, part]) => {
      const of = ownValue(schema?.properties, name);
      return [of?.title ?? name, worded(wording, of, part)];
    }),
  };
};

const itemOf = (passage: Passage, instead: string): Item => {
  const { by, title, publisher, published, parts = [], says, note } = passage;
  return {
    label: by,
    text: says === undefined ? title : instead,
    details: [
      [says === undefined ? undefined : title, publisher === by ? undefined : publisher, published]
        .filter(Boolean)
        .join(', '),
      wordsOf(passage) ?? '',
      parts.length > 0 ? `only for ${parts.join(', ')}` : '',
      note ?? '',
    ].filter(Boolean),
    links: linksTo(passage).map(({ href }) => ({ text: 'the passage', href })),
  };
};

const flatOf = (fields: readonly Assertion[]): { columns: { name: string; title: string }[]; rows: Value[][] } => {
  const columns = ['field', 'value', 'by', 'says', 'parts', 'source', 'published', 'url'].map((name) => ({
    name,
    title: name,
  }));
  const rows = fields.flatMap(({ field, value, evidence }): Value[][] =>
    evidence.length === 0
      ? [[field, said(value), ...columns.slice(2).map(() => '')]]
      : evidence.map(({ by, says, parts = [], source, published = '', url }) => [
          field,
          said(value),
          by,
          said(says),
          parts,
          source,
          published,
          url,
        ]),
  );
  return { columns, rows };
};
