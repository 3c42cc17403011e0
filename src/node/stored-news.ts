import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewsItem } from '../core/model/news-item.ts';
import { isPacked, packedError } from './packed-records.ts';

/** News that the build stored for the installed package, which has no history. */
export interface StoredNews {
  /** First day that the items cover, YYYY-MM-DD. */
  readonly since: string;
  /** Newest first. */
  readonly items: readonly NewsItem[];
}

/**
 * Reads the news of an installed package; undefined for a dataset with files, whose history git has. Throws UserError if
 * the package was built without a history.
 */
export const readStoredNews = (folder: string): StoredNews | undefined => {
  if (!isPacked(folder)) return undefined;
  const path = join(folder, '..', 'dist', 'news.json');
  if (!existsSync(path)) throw packedError();
  return JSON.parse(readFileSync(path, 'utf8')) as StoredNews;
};
