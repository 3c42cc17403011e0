import type { RecordText } from '../dataset/files.ts';
import { UserError } from '../model/errors.ts';
import { group } from '../model/group.ts';
import { isData, refOf, type Record as DataRecord, type Ref, type Value } from '../model/record.ts';
import type { Block, Item, Table } from '../model/result.ts';
import { capital } from '../model/text.ts';
import { type Change, changes, type Conflict, type FieldChange, type PassageChange } from '../query/changes.ts';
import { said } from '../query/wording.ts';
import type { Command, Context } from './command.ts';

export const diff: Command = {
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
    { command: 'minerals diff', says: 'what you have changed since the last commit' },
    { command: 'minerals diff main', says: 'what your branch changes, committed or not' },
    { command: 'minerals diff v1.0..v1.1 --format markdown', says: 'what is new in a release, for a pull request' },
    { command: 'minerals diff HEAD~5 --json', says: 'the same for a script' },
  ],
  aside: true,
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
    const records = changes(before, after);
    const schemas = schemaChanges(old.schemas, now.schemas);
    return {
      data: {
        from: { revision: from, commit: old.commit },
        to: { revision: to ?? null, commit: now.commit },
        records: records as unknown as Value,
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
  readonly records: readonly DataRecord[];
  /** By file name, without what is only layout. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly unread: readonly Ref[];
}

const stateAt = async ({ place, catalog }: Context, revision: string | undefined): Promise<State> => {
  const { readFiles, recordsAmong } = await import('../dataset/files.ts');
  if (revision === undefined) {
    const sources = place.snapshot === undefined ? [] : [...catalog.sources];
    const schemas = sources.map(([file, schema]) => [file, JSON.stringify(schema)] as const);
    return { commit: null, schemas: new Map(schemas), ...(await recordsIn(readFiles(place.folder, catalog))) };
  }
  const { commitOf, filesAt } = await import('../dataset/git.ts');
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
  const records: DataRecord[] = [];
  const unread: Ref[] = [];
  for (const { type, id, bytes } of files) {
    const { data } = readDocument(bytes);
    if (isData(data)) records.push({ type: type.name, id, data });
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

const schemaChanges = (before: State['schemas'], after: State['schemas']): Value[] =>
  [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((file) => {
    const [from, to] = [before.get(file), after.get(file)];
    if (from === to) return [];
    return [{ file, change: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed' }];
  });

const tableOf = (records: readonly Change[]): Table => ({
  columns: ['record', 'change', 'sources'].map((name) => ({ name, title: name.toUpperCase() })),
  rows: records.flatMap((record) =>
    linesOf(record).map(([text, sources = []]) => [record.ref, text, sources.join(', ')]),
  ),
});

type Line = readonly [text: string, sources?: readonly string[]];

/** What happened to a record, a line each. */
const linesOf = ({ name, change, was, fields, evidence, conflicts }: Change): Line[] => {
  if (change === 'added' || change === 'withdrawn') return [[`${change}: ${name}`]];
  if (change === 'renamed') return [[`renamed from ${was}`]];
  const passage =
    (word: string) =>
    ({ source, supports }: PassageChange): Line => [`evidence ${word}: ${supports.join(', ')}`, [source]];
  const conflict =
    (word: string) =>
    ({ field, source, says }: Conflict): Line => [`conflict ${word}: ${field} is said to be ${said(says)}`, [source]];
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
  const items = [...added.map((item) => `+ ${said(item)}`), ...removed.map((item) => `− ${said(item)}`)];
  return `${field}: ${items.join(', ')}`;
};

const known = (value: Value): string => (value === null ? 'not known' : said(value));

/** Record by record, those of one kind of change together. */
const viewOf = (records: readonly Change[], schemas: readonly Value[]): Block[] => [
  ...(records.length === 0 ? [{ prose: 'no fact changed' }] : []),
  ...[...group(records, ({ change }) => [change])]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([change, all]): Block[] => [
      { heading: `${capital(change)} (${all.length})`, level: 2 },
      { items: all.map(itemOf) },
    ]),
  ...(schemas.length > 0
    ? [
        { heading: `Schemas (${schemas.length})`, level: 2 } as const,
        { items: schemas.filter(isData).map(({ file, change }) => ({ label: said(change), text: said(file) })) },
      ]
    : []),
];

const itemOf = (record: Change): Item => ({
  label: record.ref,
  text: record.was === undefined ? record.name : `${record.name}, renamed from ${record.was}`,
  items:
    record.change === 'changed'
      ? linesOf(record).map(([text, sources = []]) => ({
          text: sources.length > 0 ? `${text} (${sources.join(', ')})` : text,
        }))
      : [],
});
