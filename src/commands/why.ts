import { refOf, type Value } from '../model/record.ts';
import type { Block, Item } from '../model/result.ts';
import { addressOf, type Assertion, evidenceAsked, linksTo, type Passage } from '../query/evidence.ts';
import { resolve } from '../query/resolve.ts';
import { nameIn } from '../query/tabulate.ts';
import { said } from '../query/wording.ts';
import { isAsserted } from '../schema/assertions.ts';
import type { Command } from './command.ts';
import { KNOWN_ON, OPEN } from './filters.ts';

export const why: Command = {
  name: 'why',
  arguments: [
    { name: '<ref>', description: 'a record, by reference, id, code or name', blanks: true },
    { name: '[field]', description: 'one field of it: binding, positions.south-american-supply' },
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
    const { entry, note } = await resolve(dataset, name);
    const fields = evidenceAsked(dataset, dataset.read(entry), field);
    const data: Value = {
      ref: refOf(entry),
      fields: fields.map(({ evidence, ...rest }) => ({ ...rest, evidence: evidence.map((each) => ({ ...each })) })),
    };
    const needsNone = field !== undefined && !isAsserted(context.catalog.type(entry.type)?.schema ?? {}, field);
    const view: Block[] = [
      { heading: `${nameIn(entry, context.language)} (${refOf(entry)})`, level: 1 },
      ...fields.flatMap(blocksOf),
      ...(needsNone ? [{ prose: `${field} needs no evidence.` }] : []),
      ...(fields.length === 0 ? [{ prose: 'This record asserts nothing that needs evidence.' }] : []),
    ];
    return {
      data,
      view,
      flat: flatOf(fields),
      notes: note ? [note] : [],
      ...(options['open'] ? { opens: addressOf(dataset, dataset.read(entry), field) ?? null } : {}),
    };
  },
};

const blocksOf = ({ field, value, evidence }: Assertion): Block[] => {
  const agreeing = evidence.filter(({ says }) => says === undefined);
  const differing = evidence.filter(({ says }) => says !== undefined);
  return [
    { heading: field, level: 2 },
    { prose: said(value) },
    ...(agreeing.length > 0 ? [{ items: agreeing.map(itemOf) }] : []),
    ...(differing.length > 0 ? [{ prose: 'Said otherwise:' }, { items: differing.map(itemOf) }] : []),
  ];
};

const itemOf = (passage: Passage): Item => {
  const { by, title, publisher, published, locator, parts = [], says, note } = passage;
  return {
    label: by,
    text: says === undefined ? title : said(says),
    details: [
      [says === undefined ? undefined : title, publisher === by ? undefined : publisher, published]
        .filter(Boolean)
        .join(', '),
      locator ? `“${[locator['from'], locator['to']].map(said).filter(Boolean).join(' … ')}”` : '',
      parts.length > 0 ? `only for ${parts.join(', ')}` : '',
      note ?? '',
    ].filter(Boolean),
    links: linksTo(passage),
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
