import { type CachedPage, createPageCache } from './page-cache.ts';
import { type Fetched, type FetchLimits, fetchPage } from './fetch-page.ts';
import { pageText, UnreadablePage } from './page-text.ts';
import type { SourceText, TextProvider } from './verify-evidence.ts';

export interface OnlineOptions {
  readonly limits: FetchLimits;
  /** True if an archived copy is looked for where a page is gone. */
  readonly usesArchive: boolean;
  /** The service that knows archived copies. */
  readonly archive: string;
  /** The folder that pages are kept in; undefined where nothing is kept. */
  readonly cache: string | undefined;
  /** True if pages that are kept are fetched again. */
  readonly isFresh: boolean;
}

/** The service of the Internet Archive that tells the closest copy of an address. */
export const ARCHIVE = 'https://archive.org/wayback/available';

/** At most so many hosts are asked at once. */
const MAX_HOSTS = 8;

/** Texts of sources from the web: one request at a time for each host, each address once. */
export const createOnlineTexts = ({
  limits,
  usesArchive,
  archive,
  cache: folder,
  isFresh,
}: OnlineOptions): TextProvider => {
  const cache = createPageCache(folder);
  const queue = createHostQueue();
  const asked = new Map<string, Promise<SourceText>>();

  const fetchText = async (address: string): Promise<CachedPage | { readonly reason: string }> => {
    const kept = isFresh ? undefined : cache.read(address);
    if (kept) return kept;
    const fetched = await queue(address, () => fetchPage(address, limits));
    const page = await toPage(fetched);
    if (!('reason' in page)) cache.write(address, page);
    return page;
  };

  const fromArchive = async (address: string, archived: string | undefined): Promise<SourceText | undefined> => {
    const copy = archived ?? (await closestCopy(address));
    if (copy === undefined) return undefined;
    const page = await fetchText(copy);
    if ('reason' in page || page.status === 'gone') return undefined;
    return {
      kind: 'text',
      texts: [{ text: page.text, isExtract: false, isWall: page.isWall }],
      note: `in the copy ${copy}`,
    };
  };

  const closestCopy = async (address: string): Promise<string | undefined> => {
    const question = `${archive}?url=${encodeURIComponent(address)}`;
    const answer = await queue(question, () => fetchPage(question, limits));
    return answer.kind === 'page' ? copyIn(answer.bytes) : undefined;
  };

  const ask = async (address: string, archived: string | undefined): Promise<SourceText> => {
    const page = await fetchText(address);
    if ('reason' in page) return { kind: 'unreadable', note: page.reason };
    if (page.status === 'page')
      return { kind: 'text', texts: [{ text: page.text, isExtract: false, isWall: page.isWall }] };
    const copy = usesArchive ? await fromArchive(address, archived) : undefined;
    return copy ?? { kind: 'gone', note: page.note };
  };

  return ({ address, archived }) => {
    // Several sources may have one address; the text is dropped when the last of them is checked.
    const known = asked.get(address) ?? ask(address, archived).finally(() => asked.delete(address));
    asked.set(address, known);
    return known;
  };
};

const toPage = async (fetched: Fetched): Promise<CachedPage | { readonly reason: string }> => {
  if (fetched.kind === 'unreadable') return { reason: fetched.reason };
  if (fetched.kind === 'gone') return { status: 'gone', text: '', isWall: false, note: fetched.reason };
  try {
    const { text, isWall } = await pageText(fetched.bytes, fetched.contentType);
    return { status: 'page', text, isWall };
  } catch (error) {
    if (error instanceof UnreadablePage) return { reason: error.message };
    throw error;
  }
};

/** The address of the closest copy in an answer of the archive; undefined where it names none. */
const copyIn = (bytes: Uint8Array): string | undefined => {
  try {
    const answer = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
      readonly archived_snapshots?: { readonly closest?: { readonly available?: boolean; readonly url?: unknown } };
    };
    const closest = answer.archived_snapshots?.closest;
    return closest?.available === true && typeof closest.url === 'string' ? closest.url : undefined;
  } catch {
    return undefined;
  }
};

/** Runs tasks one after the other for each host, and not for too many hosts at once. */
const createHostQueue = () => {
  const last = new Map<string, Promise<unknown>>();
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (running >= MAX_HOSTS) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  };
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  return async <Answer>(address: string, task: () => Promise<Answer>): Promise<Answer> => {
    const host = URL.canParse(address) ? new URL(address).host : '';
    const before = last.get(host) ?? Promise.resolve();
    const own = before.then(async () => {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    });
    last.set(
      host,
      own.catch(() => undefined),
    );
    return own;
  };
};
