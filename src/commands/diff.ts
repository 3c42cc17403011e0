import type { RecordText } from '../dataset/files.ts';
import { UserError } from '../model/errors.ts';
import { groupBy } from '../model/group-by.ts';
import { isJsonObject, refOf, type DatasetRecord, type Ref, type JsonValue } from '../model/record.ts';
import type { Block, ListItem, Table } from '../model/result.ts';
import { capitalize } from '../model/text.ts';
import {
  type RecordChange,
  diffRecords,
  type ConflictChange,
  type FieldChange,
  type EvidenceChange,
} from '../query/diff-records.ts';
import { formatPlain } from '../query/format-value.ts';
import type { Command, Context } from './command.ts';

export const diffCommand: Command = {
  name: 'diff',
  arguments: [
    {
      name: '[revisions]',
      description: 'a git revision, compared with the files as they are (HEAD), or two as OLD..NEW',
    },
  ],
  summary: 'Show what changed in the facts between two git revisions',
  options: () => [],
  examples: [
    { command: 'minerals diff', description: 'what you have changed since the last commit' },
    { command: 'minerals diff main', description: 'what your branch changes, committed or not' },
    {
      command: 'minerals diff v1.0..v1.1 --format markdown',
      description: 'what is new in a release, for a pull request',
    },
    { command: 'minerals diff HEAD~5 --json', description: 'the same for a script' },
  ],
  usesNoDataset: true,
  run: async (context, [revisions = 'HEAD']) => {
    const [from, to] = parts(revisions);
    const [old, now] = [await stateAt(context, from), await stateAt(context, to)];
    if (old.records.length + now.records.length === 0)
      throw new UserError(
        `${from} holds no records in ${context.place.folder}`,
        'name the folder of a dataset that is kept in git with --dataset',
      );
    // What cannot be read on one side is neither new nor gone.
    const unread = new Set([...old.unread, ...now.unread]);
    const [before = [], after = []] = [old, now].map((state) =>
      state.records.filter((each) => !unread.has(refOf(each))),
    );
    const records = diffRecords(before, after);
    const schemas = schemaChanges(old.schemas, now.schemas);
    return {
      data: {
        from: { revision: from, commit: old.commit },
        to: { revision: to ?? null, commit: now.commit },
        records: records as unknown as JsonValue,
        schemas,
      },
      view: viewOf(records, schemas),
      flat: tableOf(records),
      notes: [
        ...(old.records.length === 0 ? [`${from} holds no records there, so all are new`] : []),
        ...(unread.size === 0 ? [] : [`left out, as they cannot be read: ${[...unread].slice(0, 10).join(', ')}`]),
      ],
    };
  },
};

const parts = (revisions: string): [from: string, to: string | undefined] => {
  if (revisions.includes('...')) throw new UserError(`"${revisions}" has three dots`, 'write OLD..NEW with two');
  const dots = revisions.indexOf('..');
  if (dots < 0) return [revisions, undefined];
  return [revisions.slice(0, dots) || 'HEAD', revisions.slice(dots + 2) || 'HEAD'];
};

/** The dataset and its schemas as they stood at a revision, or as they are. */
interface State {
  readonly commit: string | null;
  readonly records: readonly DatasetRecord[];
  /** By file name, without what is only layout. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly unread: readonly Ref[];
}

const stateAt = async ({ place, catalog }: Context, revision: string | undefined): Promise<State> => {
  const { readFiles, recordFilesOf: recordsAmong } = await import('../dataset/files.ts');
  if (revision === undefined) {
    const sources = place.snapshot === undefined ? [] : [...catalog.sources];
    const schemas = sources.map(([file, schema]) => [file, JSON.stringify(schema)] as const);
    return { commit: null, schemas: new Map(schemas), ...(await recordsIn(readFiles(place.folder, catalog))) };
  }
  const { resolveCommit: commitOf, filesAt } = await import('../dataset/git.ts');
  const commit = await commitOf(place.folder, revision);
  // Another dataset brings no schemas.
  const schemas = (place.snapshot === undefined ? [] : await filesAt(place.schemas, commit))
    .filter(({ path }) => path.endsWith('.json') && !path.includes('/'))
    .map(({ path, bytes }) => [path, compact(bytes.toString())] as const);
  const files = recordsAmong(await filesAt(place.folder, commit), catalog);
  return { commit, schemas: new Map(schemas), ...(await recordsIn(files)) };
};

const recordsIn = async (files: Iterable<RecordText>): Promise<Pick<State, 'records' | 'unread'>> => {
  const { readDocument } = await import('../dataset/yaml/document.ts');
  const records: DatasetRecord[] = [];
  const unread: Ref[] = [];
  for (const { type, id, bytes } of files) {
    const { data } = readDocument(bytes);
    if (isJsonObject(data)) records.push({ type: type.name, id, data });
    else unread.push(`${type.name}/${id}`);
  }
  return { records, unread };
};

/** JSON without its layout; what is none, as it stands. */
const compact = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

const schemaChanges = (before: State['schemas'], after: State['schemas']): JsonValue[] =>
  [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((file) => {
    const [from, to] = [before.get(file), after.get(file)];
    if (from === to) return [];
    return [{ file, change: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed' }];
  });

const tableOf = (records: readonly RecordChange[]): Table => ({
  columns: ['record', 'change', 'sources'].map((name) => ({ name, title: name.toUpperCase() })),
  rows: records.flatMap((record) =>
    linesOf(record).map(([text, sources = []]) => [record.ref, text, sources.join(', ')]),
  ),
});

type Line = readonly [text: string, sources?: readonly string[]];

/** What happened to a record, a line each. */
const linesOf = ({ name, change, was, fields, evidence, conflicts }: RecordChange): Line[] => {
  if (change === 'added' || change === 'withdrawn') return [[`${change}: ${name}`]];
  if (change === 'renamed') return [[`renamed from ${was}`]];
  const passage =
    (word: string) =>
    ({ source, supports }: EvidenceChange): Line => [`evidence ${word}: ${supports.join(', ')}`, [source]];
  const conflict =
    (word: string) =>
    ({ field, source, says }: ConflictChange): Line => [
      `conflict ${word}: ${field} is said to be ${formatPlain(says)}`,
      [source],
    ];
  return [
    ...fields.map((each): Line => [fieldLine(each), each.sources]),
    ...conflicts.opened.map(conflict('opened')),
    ...conflicts.settled.map(conflict('settled')),
    ...evidence.changed.map(passage('changed')),
    ...evidence.added.map(passage('added')),
    ...evidence.removed.map(passage('removed')),
  ];
};

const fieldLine = ({ field, from, to, added, removed }: FieldChange): string => {
  if (!added || !removed) return `${field}: ${known(from)} → ${known(to)}`;
  const items = [...added.map((item) => `+ ${formatPlain(item)}`), ...removed.map((item) => `− ${formatPlain(item)}`)];
  return `${field}: ${items.join(', ')}`;
};

const known = (value: JsonValue): string => (value === null ? 'not known' : formatPlain(value));

/** Record by record, those of one kind of change together. */
const viewOf = (records: readonly RecordChange[], schemas: readonly JsonValue[]): Block[] => [
  ...(records.length === 0 ? [{ prose: 'no fact changed' }] : []),
  ...[...groupBy(records, ({ change }) => [change])]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([change, all]): Block[] => [
      { heading: `${capitalize(change)} (${all.length})`, level: 2 },
      { items: all.map(itemOf) },
    ]),
  ...(schemas.length > 0
    ? [
        { heading: `Schemas (${schemas.length})`, level: 2 } as const,
        {
          items: schemas
            .filter(isJsonObject)
            .map(({ file, change }) => ({ label: formatPlain(change), text: formatPlain(file) })),
        },
      ]
    : []),
];

const itemOf = (record: RecordChange): ListItem => ({
  label: record.ref,
  text: record.was === undefined ? record.name : `${record.name}, renamed from ${record.was}`,
  items:
    record.change === 'changed'
      ? linesOf(record).map(([text, sources = []]) => ({
          text: sources.length > 0 ? `${text} (${sources.join(', ')})` : text,
        }))
      : [],
});
