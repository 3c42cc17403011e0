import { join } from 'node:path';
import type { Command, CommandContext, OptionValues } from '../commands/command.ts';
import type { Dataset } from '../core/index/dataset.ts';
import {
  openFromFiles,
  openSnapshotDataset,
  startFreshnessCheck,
  type DatasetLocation,
  type SnapshotHandle,
} from '../node/open.ts';
import { formats } from '../format/index.ts';
import { mapDefined } from '../core/model/defined-only.ts';
import { isDate } from '../core/model/date.ts';
import { parseRelativeDate } from '../core/model/relative-date.ts';
import { UserError } from '../core/model/errors.ts';
import type { Result } from '../core/model/result.ts';
import { collapseWhitespace, pluralize } from '../core/model/text.ts';
import type { Catalog } from '../core/schema/catalog.ts';
import { openInBrowser } from './open-url.ts';
import { longFlag, parseWords } from './option.ts';
import { wantsHyperlinks } from './hyperlinks.ts';
import { type PackageInfo, locateDataset } from './package-paths.ts';
import { showPaged } from './pager.ts';
import { cacheFolder, type Streams, wantsColour } from './streams.ts';
import { ownValue } from '../core/model/own.ts';

/** The environment of the command line program. */
export interface CliContext {
  readonly packageInfo: PackageInfo;
  readonly streams: Streams;
  readonly catalog: () => Catalog;
  /** Resolves to true if the snapshot of the built-in dataset is fresh. Checked once, early. */
  readonly isFresh: () => Promise<boolean>;
  readonly setExitCode: (code: number) => void;
}

/** Options that every command has. */
interface CommonOptions {
  readonly format?: string;
  readonly json?: boolean;
  readonly lang?: string;
  readonly dataset?: string;
  readonly color?: boolean;
  readonly pager?: boolean;
  readonly knownOn?: string;
}

/** Runs a command and prints its results and notes. */
export const runCommand = async (
  command: Command,
  args: readonly string[],
  optionValues: OptionValues,
  { packageInfo, streams, catalog, isFresh, setExitCode }: CliContext,
): Promise<void> => {
  const today = currentDate(streams);
  const options = toAbsoluteDates(command, catalog, optionValues, today);
  const { format, json, lang, dataset: folder, color, pager, knownOn } = options as CommonOptions;
  if (json && format !== undefined && format !== 'json')
    throw new UserError(`--json and --format ${format} contradict each other`, 'use only one of them');
  const loadFormatter = findFormat(command, json ? 'json' : format);
  if (folder === '') throw new UserError('--dataset needs the name of a folder', 'omit it to use the built-in dataset');
  const isBuiltIn = folder === undefined;
  const context = createContext({ packageInfo, streams, catalog }, folder, lang);
  const { location } = context;
  const formatResult = await loadFormatter();
  const colour = wantsColour(streams, color);
  const style = { colour, hyperlinks: wantsHyperlinks(streams, colour), width: streams.width };
  const run: CommandRun = (dataset) => command.run({ ...context, dataset }, args, options);
  const reader = createDatasetReader(catalog(), location, isBuiltIn ? isFresh : undefined);
  try {
    const runPast = (date: string): Promise<Result> => run(() => openPastDataset(catalog(), location, date));
    let result: Result | undefined = await (mapDefined(knownOn, runPast) ?? reader.runFresh(run));
    while (result) {
      if (result.files) await (await import('./write-files.ts')).writeFiles(result.files);
      const text = formatResult({ ...result, tool: packageInfo }, style);
      if (result.output === undefined) await showPaged(streams, text, pager !== false);
      else await (await import('./output-file.ts')).writeOutput(streams.workingFolder, result.output, text);
      // Notes follow the output, so that a long output does not scroll them away.
      for (const note of result.notes ?? []) streams.err(`note: ${collapseWhitespace(note)}\n`);
      if (result.openUrl !== undefined) await openInBrowser(streams, result.openUrl);
      setExitCode(result.exitCode ?? 0);
      result = await result.next?.();
    }
  } finally {
    warnUnreadable(streams, await reader.unreadableFiles());
  }
};

type ContextSources = Pick<CliContext, 'packageInfo' | 'streams' | 'catalog'>;

/** The context of a command that runs on the built-in dataset or on the one in a folder. */
const createContext = (
  { packageInfo, streams, catalog }: ContextSources,
  folder: string | undefined,
  language: string | undefined,
): Omit<CommandContext, 'dataset'> => {
  const isBuiltIn = folder === undefined;
  return {
    catalog: catalog(),
    location: locateDataset(packageInfo, streams, folder),
    language,
    today: currentDate(streams),
    version: isBuiltIn ? packageInfo.version : undefined,
    workingFolder: streams.workingFolder,
    cacheFolder: isBuiltIn ? join(packageInfo.root, 'dist') : cacheFolder(streams),
    userCacheFolder: cacheFolder(streams),
    env: streams.env,
    reportProgress: createProgressReporter(streams),
    interruptSignal: streams.interruptSignal,
    openPrompt: createPromptOpener(streams),
    readInput: createInputReader(streams),
    parseWords: (command, words) => parseWords(command, words, catalog),
  };
};

/** Runs commands one after the other on the dataset as it is at that time, and prints nothing. */
export const createAnswerer = (sources: ContextSources, folder: string | undefined) => {
  const { catalog, packageInfo, streams } = sources;
  const location = locateDataset(packageInfo, streams, folder);
  const createReader = (): DatasetReader =>
    createDatasetReader(catalog(), location, folder === undefined ? () => startFreshnessCheck(location) : undefined);
  return {
    answer: async (command: Command, args: readonly string[], options: OptionValues): Promise<Result> => {
      const { lang, knownOn } = options as CommonOptions;
      const context = createContext(sources, folder, lang);
      const run: CommandRun = (dataset) => command.run({ ...context, dataset }, args, options);
      if (knownOn !== undefined) return run(() => openPastDataset(catalog(), location, knownOn));
      return createReader().runFresh(run);
    },
    dataset: (): Promise<Dataset> => createReader().open(),
  };
};

type FormatterLoader = (typeof formats)['json'];

/** Finds a format of a command; default: its first. */
const findFormat = (command: Command, format: string | undefined): FormatterLoader => {
  const loaders = (command.formats ?? formats) as Readonly<Record<string, FormatterLoader>>;
  const formatNames = Object.keys(loaders);
  const loader = ownValue(loaders, format ?? formatNames[0] ?? 'table');
  if (!loader) throw new UserError(`${command.name} has no format "${format}"`, `formats: ${formatNames.join(', ')}`);
  return loader;
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

/** Replaces dates relative to today, such as `30d`, in the date options of a command. */
const toAbsoluteDates = (
  command: Command,
  catalog: () => Catalog,
  options: OptionValues,
  today: string,
): OptionValues => {
  const absolute: { [name: string]: unknown } = { ...options };
  for (const { flags, isDate: takesDate } of command.options(catalog)) {
    if (!takesDate) continue;
    const name = optionName(flags);
    const value = options[name];
    if (typeof value === 'string') absolute[name] = parseRelativeDate(value, today) ?? value;
  }
  return absolute;
};

/** Name of an option's value: `validOn` of `--valid-on <date>`. */
const optionName = (flags: string): string =>
  longFlag(flags)
    .slice(2)
    .replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const createInputReader =
  ({ openPipes }: Streams): CommandContext['readInput'] =>
  async () => {
    const pipes = openPipes?.();
    if (!pipes) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of pipes.input) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  };

const createPromptOpener =
  ({ openTerminal }: Streams): CommandContext['openPrompt'] =>
  async () => {
    const terminal = openTerminal?.();
    return terminal && (await import('./prompts.ts')).promptOnTerminal(terminal);
  };

const openPastDataset = async (catalog: Catalog, location: DatasetLocation, date: string): Promise<Dataset> =>
  (await import('../node/open-as-of.ts')).openAsOf(catalog, location, date);

/** Runs a command on the dataset that a function opens. */
type CommandRun = (openDataset: () => Promise<Dataset>) => Promise<Result>;

interface DatasetReader {
  /** Runs a command on the snapshot; runs it again on the files if the snapshot was stale or damaged. */
  readonly runFresh: (run: CommandRun) => Promise<Result>;
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
