import { join } from 'node:path';
import type { InputValues } from '../operations/input.ts';
import type { Operation, OperationContext, Outcome } from '../operations/operation.ts';
import type { Dataset } from '../core/index/dataset.ts';
import {
  openFromFiles,
  openSnapshotDataset,
  startFreshnessCheck,
  type DatasetLocation,
  type SnapshotHandle,
} from '../node/open.ts';
import type { Note } from '../core/model/note.ts';
import { mapDefined } from '../core/model/defined-only.ts';
import { isDate } from '../core/model/date.ts';
import { parseRelativeDate } from '../core/model/relative-date.ts';
import { UserError } from '../core/model/errors.ts';
import { collapseWhitespace, pluralize, sanitizeEscapes } from '../core/model/text.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { openInBrowser } from './open-url.ts';
import { parseWords, readCommonOptions } from './option.ts';
import { wantsHyperlinks } from './hyperlinks.ts';
import { type PackageInfo, locateDataset } from './package-paths.ts';
import { showPaged } from './pager.ts';
import { cacheFolder, type Streams, wantsColour } from './streams.ts';

/** The environment of the command line program. */
export interface CliContext {
  readonly packageInfo: PackageInfo;
  readonly streams: Streams;
  readonly catalog: () => Catalog;
  /** Resolves to true if the snapshot of the built-in dataset is fresh. Checked once, early. */
  readonly isFresh: () => Promise<boolean>;
  readonly setExitCode: (code: number) => void;
}

/** Runs an operation and prints its answers and notes. */
export const runOperation = async (
  operation: Operation,
  values: InputValues,
  { packageInfo, streams, catalog, isFresh, setExitCode }: CliContext,
): Promise<void> => {
  const today = currentDate(streams);
  const options = readCommonOptions(values, { catalog: catalog(), today });
  const { input, folder } = options;
  const format = findFormat(operation, options.format, options.wantsJson);
  if (folder === '') throw new UserError('--dataset needs the name of a folder', 'omit it to use the built-in dataset');
  const context = createContext({ packageInfo, streams, catalog }, folder, options.language);
  const { location } = context;
  const colour = wantsColour(streams, options.allowsColour);
  const style = { colour, hyperlinks: wantsHyperlinks(streams, colour), width: streams.width };
  const run: OperationRun = (dataset) => operation.run({ ...context, dataset }, input);
  const reader = createDatasetReader(catalog(), location, folder === undefined ? isFresh : undefined);
  const printOutcome = async (outcome: Outcome): Promise<void> => {
    const { files, notes, page, exitCode } = outcome;
    if (files) await (await import('./write-files.ts')).writeFiles(files);
    const text = await outcome.format(format, style);
    if (options.outputFile === undefined) await showPaged(streams, text, options.allowsPager);
    else await writeToFile(streams, options.outputFile, text);
    // Notes follow the output, so that a long output does not scroll them away.
    for (const { message } of notes) streams.err(await formatNote(message, streams));
    if (options.notesFile !== undefined) await writeToFile(streams, options.notesFile, formatNotes(notes));
    if (page !== undefined) await openInBrowser(streams, page);
    setExitCode(exitCode);
  };
  try {
    const knownOn = pastDate(input, today);
    const runPast = (date: string): Promise<Outcome> => run(() => openPastDataset(catalog(), location, date));
    const outcome = await (mapDefined(knownOn, runPast) ?? reader.runFresh(run));
    await printOutcome(outcome);
    for await (const next of outcome.following ?? []) await printOutcome(next);
  } finally {
    warnUnreadable(streams, await reader.unreadableFiles());
  }
};

const writeToFile = async ({ workingFolder }: Streams, file: string, text: string): Promise<void> =>
  (await import('./output-file.ts')).writeOutput(workingFolder, file, text);

/** Notes as a JSON array. */
const formatNotes = (notes: readonly Note[]): string => `${sanitizeEscapes(JSON.stringify(notes, null, 2))}\n`;

/** The day of `--known-on`, which the program needs before the operation reads its input. */
const pastDate = ({ knownOn }: InputValues, today: string): string | undefined =>
  typeof knownOn === 'string' ? (parseRelativeDate(knownOn, today) ?? knownOn) : undefined;

type ContextSources = Pick<CliContext, 'packageInfo' | 'streams' | 'catalog'>;

/** The context of an operation that runs on the built-in dataset or on the one in a folder. */
const createContext = (
  { packageInfo, streams, catalog }: ContextSources,
  folder: string | undefined,
  language: string | undefined,
): Omit<OperationContext, 'dataset'> => {
  const isBuiltIn = folder === undefined;
  return {
    catalog: catalog(),
    location: locateDataset(packageInfo, streams, folder),
    language,
    today: currentDate(streams),
    version: isBuiltIn ? packageInfo.version : undefined,
    program: packageInfo,
    workingFolder: streams.workingFolder,
    cacheFolder: isBuiltIn ? join(packageInfo.root, 'dist') : cacheFolder(streams),
    userCacheFolder: cacheFolder(streams),
    env: streams.env,
    reportProgress: createProgressReporter(streams),
    interruptSignal: streams.interruptSignal,
    openPrompt: createPromptOpener(streams),
    readInput: createInputReader(streams),
    parseWords: (operation, words) => parseWords(operation, words, catalog),
  };
};

/** Runs operations one after the other on the dataset as it is at that time, and prints nothing. */
export const createAnswerer = (sources: ContextSources, folder: string | undefined) => {
  const { catalog, packageInfo, streams } = sources;
  const location = locateDataset(packageInfo, streams, folder);
  const createReader = (): DatasetReader =>
    createDatasetReader(catalog(), location, folder === undefined ? () => startFreshnessCheck(location) : undefined);
  return {
    answer: async (operation: Operation, input: InputValues, language: string | undefined): Promise<Outcome> => {
      const context = createContext(sources, folder, language);
      const run: OperationRun = (dataset) => operation.run({ ...context, dataset }, input);
      const knownOn = pastDate(input, context.today);
      if (knownOn !== undefined) return run(() => openPastDataset(catalog(), location, knownOn));
      return createReader().runFresh(run);
    },
    dataset: (): Promise<Dataset> => createReader().open(),
  };
};

/** The name of the format to use; default: the first of the operation. */
const findFormat = ({ name, formatNames }: Operation, requested: string | undefined, wantsJson: boolean): string => {
  if (wantsJson && requested !== undefined && requested !== 'json')
    throw new UserError(`--json and --format ${requested} contradict each other`, 'use only one of them');
  const format = wantsJson ? 'json' : (requested ?? formatNames[0] ?? 'table');
  if (!formatNames.includes(format))
    throw new UserError(`${name} has no format "${format}"`, `formats: ${formatNames.join(', ')}`);
  return format;
};

const warnUnreadable = (streams: Streams, files: readonly string[]): void => {
  const [firstFile] = files;
  if (firstFile === undefined) return;
  const problem = pluralize(files.length, 'file contains', 'files contain');
  streams.err(
    `warning: ${problem} no readable record (${collapseWhitespace(firstFile)}); run minerals validate for details\n`,
  );
};

/** The current date. Throws UserError if MINERALS_NOW is not a date. */
const currentDate = ({ env }: Streams): string => {
  const configured = env['MINERALS_NOW'];
  if (!configured) return new Date().toISOString().slice(0, 10);
  const day = configured.slice(0, 10);
  if (day.length < 10 || !isDate(day))
    throw new UserError(`MINERALS_NOW is "${configured}", which is not a date`, 'use YYYY-MM-DD');
  return day;
};

const createInputReader =
  ({ openPipes }: Streams): OperationContext['readInput'] =>
  async () => {
    const pipes = openPipes?.();
    if (!pipes) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of pipes.input) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  };

const createPromptOpener =
  ({ openTerminal }: Streams): OperationContext['openPrompt'] =>
  async () => {
    const terminal = openTerminal?.();
    return terminal && (await import('./prompts.ts')).promptOnTerminal(terminal);
  };

const openPastDataset = async (catalog: Catalog, location: DatasetLocation, date: string): Promise<Dataset> =>
  (await import('../node/open-as-of.ts')).openAsOf(catalog, location, date);

/** Runs an operation on the dataset that a function opens. */
type OperationRun = (openDataset: () => Promise<Dataset>) => Promise<Outcome>;

interface DatasetReader {
  /** Runs an operation on the snapshot; runs it again on the files if the snapshot was stale or damaged. */
  readonly runFresh: (run: OperationRun) => Promise<Outcome>;
  /** Opens the snapshot; the files if there is none. */
  readonly open: () => Promise<Dataset>;
  /** Files without a readable record, of the dataset that was opened. */
  readonly unreadableFiles: () => Promise<readonly string[]>;
}

const createDatasetReader = (
  catalog: Catalog,
  location: DatasetLocation,
  isFresh: (() => Promise<boolean>) | undefined,
): DatasetReader => {
  let snapshot: Promise<SnapshotHandle | undefined> | undefined;
  let fileDataset: Promise<Dataset> | undefined;
  const openFiles = (): Promise<Dataset> => (fileDataset ??= openFromFiles(catalog, location));
  const openSnapshot = async (): Promise<Dataset> => {
    if (fileDataset) return fileDataset;
    const handle = await (snapshot ??= openSnapshotDataset(catalog, location, isFresh));
    return handle?.dataset ?? openFiles();
  };
  const isUnusable = async (): Promise<boolean> => {
    const handle = await snapshot;
    return handle !== undefined && ((await handle.isDamaged()) || !(await handle.isFresh));
  };
  return {
    open: openSnapshot,
    runFresh: async (run) => {
      const result = await run(openSnapshot).catch(async (error: unknown) => {
        if (await isUnusable()) return undefined;
        throw error;
      });
      return result && !(await isUnusable()) ? result : run(openFiles);
    },
    unreadableFiles: async () => ((await fileDataset) ?? (await snapshot)?.dataset)?.unreadableFiles ?? [],
  };
};

/** Reports progress on stderr for work over a second, at most five times a second; on a single line of a terminal. */
const createProgressReporter = (streams: Streams): ((text: string) => void) => {
  let lastReport = Date.now() + 800;
  return (text) => {
    const now = Date.now();
    if (now - lastReport < 200) return;
    lastReport = now;
    streams.err(streams.errIsTerminal ? `\r\u001b[K${text}\r` : `${text}\n`);
  };
};

/** Maximum columns of a note: longer lines are hard to read. */
const MAX_NOTE_WIDTH = 80;

/** A note on a line of its own; on a terminal wrapped, with the later lines indented. */
const formatNote = async (message: string, { errIsTerminal, width }: Streams): Promise<string> => {
  const text = `note: ${collapseWhitespace(message)}`;
  if (!errIsTerminal || width === undefined) return `${text}\n`;
  const { wrapText } = await import('../format/wrap.ts');
  return `${wrapText(text, Math.min(width, MAX_NOTE_WIDTH) - NOTE_INDENT.length).join(`\n${NOTE_INDENT}`)}\n`;
};

const NOTE_INDENT = '  ';
