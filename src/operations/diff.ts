import type { RecordText } from '../node/files.ts';
import { definedItems } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import { groupBy } from '../core/model/group-by.ts';
import type { Note } from '../core/model/note.ts';
import { isJsonObject, refOf, type DatasetRecord, type Ref, type JsonValue } from '../core/model/record.ts';
import type { Block, ListItem, Table } from '../core/model/block.ts';
import { capitalize } from '../core/model/text.ts';
import {
  type RecordChange,
  diffRecords,
  type ConflictChange,
  type FieldChange,
  type EvidenceChange,
} from '../core/query/diff-records.ts';
import { formatPlain } from '../core/query/format-value.ts';
import { optionalText } from './input.ts';
import { defineFileOperation, type FileContext } from './operation.ts';

export const diffOperation = defineFileOperation({
  name: 'diff',
  arguments: {
    revisions: optionalText({
      description: 'git revision to compare with the current files (default: HEAD), or two as OLD..NEW',
    }),
  },
  summary: 'Show changed facts between two git revisions',
  options: {},
  examples: [
    { command: 'minerals diff', description: 'your changes since the last commit' },
    { command: 'minerals diff main', description: 'the changes of your branch, committed or not' },
    {
      command: 'minerals diff v1.0..v1.1 --format markdown',
      description: 'news in a release, for a pull request',
    },
    { command: 'minerals diff HEAD~5 --json', description: 'changes of five commits, for a script' },
  ],
  run: async (context, { revisions = 'HEAD' }) => {
    const [fromRevision, toRevision] = parseRevisions(revisions);
    const { resolveCommit } = await import('../node/git.ts');
    const findCommit = (revision: string): Promise<string> => resolveCommit(context.location.folder, revision);
    const fromCommit = await findCommit(fromRevision);
    const oldState = await readCommitState(context, fromCommit);
    const toCommit = toRevision === undefined ? null : await findCommit(toRevision);
    const newState = await (toCommit === null ? readFileState(context) : readCommitState(context, toCommit));
    if (oldState.records.length + newState.records.length === 0)
      throw new UserError(
        `${fromRevision} has no records in ${context.location.folder}`,
        'pass the folder of a dataset that is tracked by git with --dataset',
      );
    // A record that is unreadable on one side is neither added nor withdrawn.
    const unreadable = new Set([...oldState.unreadable, ...newState.unreadable]);
    const readable = (state: DatasetState): DatasetRecord[] =>
      state.records.filter((record) => !unreadable.has(refOf(record)));
    return {
      output: {
        from: { revision: fromRevision, commit: fromCommit },
        to: { revision: toRevision ?? null, commit: toCommit },
        records: diffRecords(readable(oldState), readable(newState)),
        schemas: schemaChanges(oldState.schemas, newState.schemas),
      },
      notes: diffNotes(fromRevision, oldState.records.length === 0, unreadable),
    };
  },
  view: ({ output: { records, schemas } }) => diffBlocks(records, schemas),
  table: ({ output: { records } }) => toDiffTable(records),
});

const diffNotes = (revision: string, isNew: boolean, unreadable: ReadonlySet<Ref>): Note[] => {
  const notes: Note[] = [];
  if (isNew)
    notes.push({ code: 'all-new', message: `${revision} has no records in this folder, so all records are new` });
  if (unreadable.size > 0)
    notes.push({
      code: 'skipped',
      message: `skipped, not readable: ${[...unreadable].slice(0, 10).join(', ')}`,
      count: unreadable.size,
      refs: [...unreadable],
    });
  return notes;
};

const parseRevisions = (revisions: string): [from: string, to: string | undefined] => {
  if (revisions.includes('...')) throw new UserError(`"${revisions}" has three dots`, 'use two dots: OLD..NEW');
  const dots = revisions.indexOf('..');
  if (dots < 0) return [revisions, undefined];
  return [revisions.slice(0, dots) || 'HEAD', revisions.slice(dots + 2) || 'HEAD'];
};

/** The dataset and its schemas at a revision, or in the working tree. */
interface DatasetState {
  readonly records: readonly DatasetRecord[];
  /** Minified schema texts by file name. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly unreadable: readonly Ref[];
}

/** Reads the current files. */
const readFileState = async ({ location, catalog }: FileContext): Promise<DatasetState> => {
  const { readFiles } = await import('../node/files.ts');
  const sources = hasOwnSchemas(location) ? [...catalog.schemaFiles] : [];
  const schemas = sources.map(([file, schema]) => [file, JSON.stringify(schema)] as const);
  return { schemas: new Map(schemas), ...(await readRecords(readFiles(location.folder, catalog))) };
};

/** Reads the files of a commit. */
const readCommitState = async ({ location, catalog }: FileContext, commit: string): Promise<DatasetState> => {
  const { selectRecordFiles } = await import('../node/files.ts');
  const { readCommitFiles } = await import('../node/git.ts');
  const schemas = (hasOwnSchemas(location) ? await readCommitFiles(location.schemas, commit) : [])
    .filter(({ path }) => path.endsWith('.json') && !path.includes('/'))
    .map(({ path, bytes }) => [path, minifyJson(bytes.toString())] as const);
  const files = selectRecordFiles(await readCommitFiles(location.folder, commit), catalog);
  return { schemas: new Map(schemas), ...(await readRecords(files)) };
};

/** Only the built-in dataset has schemas of its own. */
const hasOwnSchemas = ({ snapshot }: FileContext['location']): boolean => snapshot !== undefined;

const readRecords = async (files: Iterable<RecordText>): Promise<Pick<DatasetState, 'records' | 'unreadable'>> => {
  const { readDocument } = await import('../core/yaml/document.ts');
  const records: DatasetRecord[] = [];
  const unreadable: Ref[] = [];
  for (const { type, id, bytes } of files) {
    const { data } = readDocument(bytes);
    if (isJsonObject(data)) records.push({ type: type.name, id, data });
    else unreadable.push(`${type.name}/${id}`);
  }
  return { records, unreadable };
};

/** Removes whitespace from JSON; returns invalid JSON unchanged. */
const minifyJson = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

interface SchemaChange {
  readonly file: string;
  readonly change: 'added' | 'removed' | 'changed';
}

const schemaChanges = (before: DatasetState['schemas'], after: DatasetState['schemas']): SchemaChange[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .toSorted()
    .filter((file) => before.get(file) !== after.get(file))
    .map((file) => {
      if (!before.has(file)) return { file, change: 'added' };
      if (!after.has(file)) return { file, change: 'removed' };
      return { file, change: 'changed' };
    });

const toDiffTable = (changes: readonly RecordChange[]): Table => ({
  columns: ['record', 'change', 'sources'].map((name) => ({ name, title: name.toUpperCase() })),
  rows: changes.flatMap((change) =>
    changeLines(change).map(({ text, sources = [] }) => [change.ref, text, sources.join(', ')]),
  ),
});

/** One change of a record, and its sources. */
interface ChangeLine {
  readonly text: string;
  readonly sources?: readonly string[];
}

const changeLines = ({ name, change, was, fields, evidence, conflicts }: RecordChange): ChangeLine[] => {
  if (change === 'added' || change === 'withdrawn') return [{ text: `${change}: ${name}` }];
  if (change === 'renamed') return [{ text: `renamed from ${was}` }];
  const evidenceLine =
    (verb: string) =>
    ({ source, supports }: EvidenceChange): ChangeLine => ({
      text: `evidence ${verb}: ${supports.join(', ')}`,
      sources: [source],
    });
  const conflictLine =
    (verb: string) =>
    ({ field, source, says }: ConflictChange): ChangeLine => ({
      text: `conflict ${verb}: source gives ${field} as ${formatPlain(says)}`,
      sources: [source],
    });
  return [
    ...fields.map((field): ChangeLine => ({ text: formatFieldChange(field), sources: field.sources })),
    ...conflicts.opened.map(conflictLine('opened')),
    ...conflicts.settled.map(conflictLine('settled')),
    ...evidence.changed.map(evidenceLine('changed')),
    ...evidence.added.map(evidenceLine('added')),
    ...evidence.removed.map(evidenceLine('removed')),
  ];
};

const formatFieldChange = ({ field, from, to, added, removed }: FieldChange): string => {
  if (!added || !removed)
    return `${field}: ${formatOrUnknown(from)} → ${formatOrUnknown(to)}${hiddenDifference(from, to)}`;
  const items = [...added.map((item) => `+ ${formatPlain(item)}`), ...removed.map((item) => `− ${formatPlain(item)}`)];
  return `${field}: ${items.join(', ')}`;
};

/** The difference of two values that look the same: their types, or the characters of their texts. */
const hiddenDifference = (from: JsonValue, to: JsonValue): string => {
  if (from === null || to === null || formatPlain(from).normalize() !== formatPlain(to).normalize()) return '';
  if (typeof from !== typeof to) return ` (${typeof from} → ${typeof to})`;
  if (typeof from !== 'string' || typeof to !== 'string') return '';
  return ` (the same letters in other characters: ${codePoints(from, to)} → ${codePoints(to, from)})`;
};

/** The code points of a text from the first that differs from another text: "U+00FA". */
const codePoints = (text: string, other: string): string => {
  const [characters, others] = [Array.from(text), Array.from(other)];
  const first = characters.findIndex((character, index) => character !== others[index]);
  return characters
    .slice(first, first + MAX_CODE_POINTS)
    .map((character) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
};

/** Maximum number of code points that are named. */
const MAX_CODE_POINTS = 3;

const formatOrUnknown = (value: JsonValue): string => formatPlain(value ?? 'unknown');

/** Lists changed records by kind of change. */
const diffBlocks = (changes: readonly RecordChange[], schemas: readonly SchemaChange[]): Block[] => {
  const blocks: Block[] = [];
  if (changes.length === 0) blocks.push({ prose: 'no facts changed' });
  const byKind = [...groupBy(changes, ({ change }) => [change])].toSorted(([a], [b]) => a.localeCompare(b));
  for (const [kind, ofKind] of byKind)
    blocks.push({ heading: `${capitalize(kind)} (${ofKind.length})`, level: 2 }, { items: ofKind.map(toChangeItem) });
  if (schemas.length > 0)
    blocks.push(
      { heading: `Schemas (${schemas.length})`, level: 2 },
      { items: schemas.map(({ file, change }) => ({ label: change, text: file })) },
    );
  return blocks;
};

const formatChangeLine = ({ text, sources = [] }: ChangeLine): string => {
  if (sources.length === 0) return text;
  return `${text} (${sources.join(', ')})`;
};

const toChangeItem = (change: RecordChange): ListItem => {
  const details = change.change === 'changed' ? changeLines(change) : [];
  return {
    label: change.ref,
    text: definedItems([change.name, change.was && `renamed from ${change.was}`]).join(', '),
    items: details.map((line) => ({ text: formatChangeLine(line) })),
  };
};
