import { join } from 'node:path';
import type { Command, Context, Options } from '../commands/command.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { openFromFiles, openSnapshotDataset, type DatasetLocation, type SnapshotHandle } from '../dataset/open.ts';
import { formats } from '../format/index.ts';
import { UserError } from '../model/errors.ts';
import type { Result } from '../model/result.ts';
import { collapseWhitespace } from '../model/text.ts';
import type { Catalog } from '../schema/catalog.ts';
import { openInBrowser } from './open-url.ts';
import { wantsHyperlinks } from './hyperlinks.ts';
import { type Package, datasetLocation } from './package-paths.ts';
import { showPaged } from './pager.ts';
import { cacheFolder, type Streams, wantsColour } from './streams.ts';

/** What commands run in. */
export interface CliContext {
  readonly own: Package;
  readonly streams: Streams;
  readonly catalog: () => Catalog;
  /** Whether the snapshot of the package's own dataset is fresh; looked up once, and early. */
  readonly isFresh: () => Promise<boolean>;
  readonly exit: (code: number) => void;
}

/** Runs a command and prints what it answers, and what there is to say of that. */
export const runCommand = async (
  command: Command,
  args: readonly string[],
  options: Options,
  { own, streams, catalog, isFresh, exit }: CliContext,
): Promise<void> => {
  const {
    format,
    json,
    lang,
    dataset: folder,
    color,
    knownOn,
  } = options as {
    format?: string;
    json?: boolean;
    lang?: string;
    dataset?: string;
    color?: boolean;
    knownOn?: string;
  };
  if (json && format !== undefined && format !== 'json')
    throw new UserError(`--json and --format ${format} contradict each other`, 'give one of the two');
  const printers = command.formats ?? formats;
  const [first = 'table'] = Object.keys(printers);
  const wanted = json ? 'json' : (format ?? first);
  const printer = (printers as Record<string, (typeof formats)['json']>)[wanted];
  if (!printer)
    throw new UserError(`${command.name} has no format "${format}"`, `there are ${Object.keys(printers).join(', ')}`);
  if (folder === '') throw new UserError('--dataset needs a folder', 'without it the packaged dataset is asked');
  const place = datasetLocation(own, streams, folder);
  const context: Omit<Context, 'dataset'> = {
    catalog: catalog(),
    place,
    language: lang,
    today: streams.env['MINERALS_NOW']?.slice(0, 10) ?? new Date().toISOString().slice(0, 10),
    version: folder === undefined ? own.version : undefined,
    folder: streams.folder,
    caches: folder === undefined ? join(own.root, 'dist') : cacheFolder(streams),
    progress: progressOn(streams),
    interrupted: streams.interrupted,
    ask: asking(streams),
  };
  const print = await printer();
  const colour = wantsColour(streams, color);
  const style = { colour, hyperlinks: wantsHyperlinks(streams, colour), width: streams.width };
  const ask = (dataset: () => Promise<Dataset>): Promise<Result> => command.run({ ...context, dataset }, args, options);
  const { answer, unread } = answering(catalog(), place, folder === undefined ? isFresh : undefined);
  try {
    let result: Result | undefined = await (knownOn === undefined
      ? answer(ask)
      : ask(() => known(catalog(), place, knownOn)));
    while (result) {
      if (result.files) await (await import('./write-files.ts')).writeFiles(result.files);
      const text = print(result, style);
      if (result.output === undefined) await showPaged(streams, text, options['pager'] !== false);
      else await (await import('./output-file.ts')).writeOutput(streams.folder, result.output, text);
      // Below the answer, where a long one does not scroll them away.
      for (const note of result.notes ?? []) streams.err(`note: ${collapseWhitespace(note)}\n`);
      if (result.openUrl !== undefined) await openInBrowser(streams, result.openUrl);
      exit(result.exitCode ?? 0);
      result = await result.next?.();
    }
  } finally {
    const [first, ...others] = await unread();
    if (first !== undefined)
      streams.err(
        `warning: ${others.length === 0 ? '1 file holds' : `${others.length + 1} files hold`} no readable record (${collapseWhitespace(first)}); minerals validate tells why\n`,
      );
  }
};

const asking =
  ({ terminal }: Streams): Context['ask'] =>
  async () => {
    const asked = terminal?.();
    return asked && (await import('./prompts.ts')).promptOnTerminal(asked);
  };

/** The dataset of a day that is past. */
const known = async (catalog: Catalog, place: DatasetLocation, date: string): Promise<Dataset> =>
  (await import('../dataset/open-as-of.ts')).openAsOf(catalog, place, date);

interface Answering {
  /**
   * The answer of a command: at once from the snapshot; where that proves to be out of date or damaged, anew from the
   * files.
   */
  readonly answer: (ask: (dataset: () => Promise<Dataset>) => Promise<Result>) => Promise<Result>;
  /** The files of the dataset that was asked that hold no readable record. */
  readonly unread: () => Promise<readonly string[]>;
}

const answering = (
  catalog: Catalog,
  place: DatasetLocation,
  isFresh: (() => Promise<boolean>) | undefined,
): Answering => {
  let opened: Promise<SnapshotHandle | undefined> | undefined;
  let files: Promise<Dataset> | undefined;
  const fromFiles = (): Promise<Dataset> => (files ??= openFromFiles(catalog, place));
  const fromSnapshot = async (): Promise<Dataset> => {
    if (files) return files;
    const stored = await (opened ??= openSnapshotDataset(catalog, place, isFresh));
    return stored?.dataset ?? fromFiles();
  };
  const isStale = async (): Promise<boolean> => {
    const stored = await opened;
    return stored !== undefined && (stored.isDamaged() || !(await stored.isFresh));
  };
  return {
    answer: async (ask) => {
      const result = await ask(fromSnapshot).catch(async (error: unknown) => {
        if (await isStale()) return undefined;
        throw error;
      });
      return result && !(await isStale()) ? result : ask(fromFiles);
    },
    unread: async () => ((await files) ?? (await opened)?.dataset)?.unread ?? [],
  };
};

/** Progress on stderr for work over a second, at most five times a second; a single line on a terminal. */
const progressOn = (streams: Streams): ((text: string) => void) => {
  const start = Date.now();
  let last = start + 800;
  return (text) => {
    const now = Date.now();
    if (now - last < 200) return;
    last = now;
    streams.err(streams.errIsTerminal ? `\r\u001b[K${text}\r` : `${text}\n`);
  };
};
