import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Content of a page that is kept between two runs. */
export interface CachedPage {
  readonly status: 'page' | 'gone';
  readonly text: string;
  readonly isWall: boolean;
  /** Reason why it is gone, or the origin of a text that is not from the address itself. */
  readonly note?: string | undefined;
}

export interface PageCache {
  readonly read: (address: string) => CachedPage | undefined;
  readonly write: (address: string, page: CachedPage) => void;
}

/** Days for which a page is kept. */
const MAX_AGE_DAYS = 7;

const DAY_LENGTH = 24 * 60 * 60 * 1000;

/** Keeps pages in a folder. Best effort: what cannot be read or written is fetched again. */
export const createPageCache = (folder: string | undefined): PageCache => {
  if (folder === undefined) return { read: () => undefined, write: () => {} };
  const pages = join(folder, 'pages');
  const pathOf = (address: string): string =>
    join(pages, `${createHash('sha256').update(address).digest('hex').slice(0, 32)}.json`);
  return {
    read: (address) => {
      try {
        const path = pathOf(address);
        if (Date.now() - statSync(path).mtimeMs > MAX_AGE_DAYS * DAY_LENGTH) return undefined;
        const kept = JSON.parse(readFileSync(path, 'utf8')) as CachedPage & { readonly address: string };
        const isWhole = kept.address === address && typeof kept.text === 'string';
        return isWhole ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    write: (address, page) => {
      const part = join(pages, `${randomUUID()}.part`);
      try {
        mkdirSync(pages, { recursive: true, mode: 0o700 });
        writeFileSync(part, JSON.stringify({ address, ...page }), { flag: 'wx', mode: 0o600 });
        renameSync(part, pathOf(address));
      } catch {
        rmSync(part, { force: true });
      }
    },
  };
};
