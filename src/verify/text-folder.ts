import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '../core/model/errors.ts';
import { HEADER_END, readTextHeader } from './text-header.ts';
import { normalizeAddress } from './address.ts';

/** One text of a folder of texts. It is read when it is needed. */
interface StoredText {
  readonly path: string;
  /** True if only a part of the source is in the text. */
  readonly isExtract: boolean;
  /** The text below the header, or why it cannot be read. */
  readonly read: () => string | { readonly problem: string };
}

export interface TextFolder {
  /** The texts of an address. */
  readonly textsOf: (address: string) => readonly StoredText[];
  /** The text of a file in a repository, where only one is from there. */
  readonly copiesOf: (repository: string, path: string) => readonly StoredText[];
  /** Files that have no readable header, from the folder. */
  readonly ignored: readonly string[];
  readonly count: number;
}

/** Texts beyond this size are no articles: they are left unread. */
const MAX_TEXT_BYTES = 20_000_000;

/** Deeper folders are left alone. */
const MAX_DEPTH = 12;

/**
 * Reads the headers of a folder of texts: `key: value` lines, a line `----`, the text. Links that lead out of the folder are
 * not followed. Throws UserError where there is no such folder.
 */
export const openTextFolder = (folder: string): TextFolder => {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UserError(`no folder is at ${folder}`, 'name the folder of the texts');
  const root = realpathSync(folder);
  const byAddress = new Map<string, StoredText[]>();
  const byCopy = new Map<string, StoredText[]>();
  const ignored: string[] = [];
  let count = 0;
  for (const path of filesBelow(root, root, 0, new Set())) {
    const header = readTextHeader(path);
    const addresses = header ? addressesOf(header) : [];
    if (!header) {
      ignored.push(path.slice(root.length + 1));
      continue;
    }
    count += 1;
    const text: StoredText = {
      path: path.slice(root.length + 1),
      isExtract: header.get('extract')?.toLowerCase() === 'true',
      read: () => readText(path, header.get('title') ?? ''),
    };
    const copy = copyKey(header.get('repository') ?? '', header.get('path') ?? '');
    byCopy.set(copy, [...(byCopy.get(copy) ?? []), text]);
    for (const address of new Set(addresses)) byAddress.set(address, [...(byAddress.get(address) ?? []), text]);
  }
  return {
    textsOf: (address) => byAddress.get(normalizeAddress(address)) ?? [],
    copiesOf: (repository, path) => {
      const copies = byCopy.get(copyKey(repository, path)) ?? [];
      return copies.length === 1 ? copies : [];
    },
    ignored,
    count,
  };
};

const copyKey = (repository: string, path: string): string => `${repository.toLowerCase()}:${path}`;

function* filesBelow(root: string, folder: string, depth: number, seen: Set<string>): Iterable<string> {
  if (depth > MAX_DEPTH || seen.has(folder)) return;
  seen.add(folder);
  for (const name of namesIn(folder)) {
    const path = realPath(join(folder, name));
    if (path === undefined || (path !== root && !path.startsWith(root + sep))) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) yield* filesBelow(root, path, depth + 1, seen);
    else if (stats?.isFile() && /\.(?:txt|md|text)$/i.test(name) && !seen.has(path)) {
      seen.add(path);
      yield path;
    }
  }
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** The addresses in `url` and `aliases`, in the form in which they are compared. */
const addressesOf = (header: ReadonlyMap<string, string>): string[] =>
  ['url', 'aliases', 'alias']
    .flatMap((key) => (header.get(key) ?? '').split(/[\s,]+/))
    .map((address) => address.replace(/^[("'<[]+|[)"'>\]]+$/g, ''))
    .filter((address) => /^https?:\/\//i.test(address))
    .map(normalizeAddress);

/** The title and the text: a source may be quoted by its title. */
const readText = (path: string, title: string): string | { readonly problem: string } => {
  try {
    if (statSync(path).size > MAX_TEXT_BYTES) return { problem: `the text has more than ${MAX_TEXT_BYTES} bytes` };
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    const [separator] = HEADER_END.exec(text) ?? [];
    const body = separator === undefined ? text : text.slice(text.search(HEADER_END) + separator.length);
    return `${title}\n\n${body}`;
  } catch (error) {
    return { problem: `the text cannot be read: ${(error as Error).message}` };
  }
};
