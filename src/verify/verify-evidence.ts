import { isJsonObject, type JsonObject } from '../core/model/record.ts';
import { groupBy } from '../core/model/group-by.ts';
import { readEvidence } from '../core/schema/assertions.ts';
import { matchLocator, matchQuote, type MatchStatus, type SearchText, toSearchText } from './match.ts';

export type VerifyStatus = 'found' | 'found-apart' | 'missing' | 'gone' | 'unreadable' | 'skipped';

/** Number of results of each status. */
export const countStatuses = (results: readonly VerifyResult[]): Record<VerifyStatus, number> => {
  const countOf = (status: VerifyStatus): number => results.filter((result) => result.status === status).length;
  return {
    found: countOf('found'),
    'found-apart': countOf('found-apart'),
    missing: countOf('missing'),
    gone: countOf('gone'),
    unreadable: countOf('unreadable'),
    skipped: countOf('skipped'),
  };
};

/** Result of one item of evidence. */
export interface VerifyResult {
  readonly ref: string;
  /** The position of the item in the record's evidence, from 0. */
  readonly evidence: number;
  readonly source: string;
  readonly url: string | null;
  readonly status: VerifyStatus;
  readonly note?: string;
}

/** The texts of a source, or why there is none. */
export type SourceText =
  | { readonly kind: 'text'; readonly texts: readonly OneText[]; readonly note?: string | undefined }
  | { readonly kind: 'gone' | 'unreadable' | 'skipped'; readonly note?: string | undefined };

export interface OneText {
  readonly text: string;
  /** True if only a part of the source is there: what is not in it may be in the rest. */
  readonly isExtract: boolean;
  /** True if the page asks to log in before it shows its text. */
  readonly isWall: boolean;
}

interface SourceAddress {
  readonly address: string;
  readonly archived: string | undefined;
  /** The file of a public repository that holds the text. */
  readonly copy: { readonly repository: string; readonly path: string } | undefined;
}

export type TextProvider = (source: SourceAddress) => Promise<SourceText>;

/** A record whose evidence is checked. */
export interface VerifiedRecord {
  readonly ref: string;
  readonly data: JsonObject;
}

/** One item of evidence that is to be checked. */
interface Item {
  readonly place: number;
  readonly result: Pick<VerifyResult, 'ref' | 'evidence' | 'source' | 'url'>;
  readonly words: readonly Words[];
}

/**
 * Checks the quotes, locators and excerpts of records against the texts of their sources. Results are in the order of the
 * records; each text is asked for once, and dropped when its items are checked.
 */
export const verifyEvidence = async (
  records: Iterable<VerifiedRecord>,
  sourceOf: (id: string) => JsonObject | undefined,
  provide: TextProvider,
  progress: (done: number, total: number) => void,
): Promise<readonly VerifyResult[]> => {
  const items = itemsOf(records, sourceOf);
  const bySource = groupBy(items, ({ result }) => [result.source]);
  const results: VerifyResult[] = [];
  let done = 0;
  const checkSource = async ([source, own]: readonly [string, readonly Item[]]): Promise<void> => {
    const data = sourceOf(source);
    const address = data?.['url'];
    const text: SourceText =
      typeof address === 'string'
        ? await provide({ address, archived: archivedOf(data), copy: copyOf(data) })
        : { kind: 'skipped', note: 'the source has no address' };
    const texts = text.kind === 'text' ? text.texts.map((each) => ({ ...each, search: toSearchText(each.text) })) : [];
    for (const { place, result, words } of own) results[place] = { ...result, ...judge(words, text, texts) };
    done += 1;
    progress(done, bySource.size);
  };
  await Promise.all([...bySource].map(checkSource));
  return results;
};

const itemsOf = (records: Iterable<VerifiedRecord>, sourceOf: (id: string) => JsonObject | undefined): Item[] => {
  const items: Item[] = [];
  for (const { ref, data } of records)
    for (const [evidence, { source, supports, data: passage }] of readEvidence(data).entries()) {
      const words = wordsOf(passage, supports.includes('excerpt') ? data['excerpt'] : undefined);
      const address = sourceOf(source)?.['url'];
      const url = typeof address === 'string' ? address : null;
      if (words.length > 0) items.push({ place: items.length, result: { ref, evidence, source, url }, words });
    }
  return items;
};

/** The words of one item, each with its test. */
interface Words {
  readonly name: string;
  readonly match: (text: SearchText) => MatchStatus;
}

const wordsOf = (passage: JsonObject, excerpt: JsonObject[string] | undefined): Words[] => {
  const { quote, locator } = passage;
  const words: Words[] = [];
  if (typeof quote === 'string') words.push({ name: 'quote', match: (text) => matchQuote(text, quote) });
  if (isJsonObject(locator) && typeof locator['from'] === 'string') {
    const { from, to } = locator;
    words.push({
      name: 'locator',
      match: (text) => matchLocator(text, { from, to: typeof to === 'string' ? to : undefined }),
    });
  }
  if (isJsonObject(excerpt) && typeof excerpt['text'] === 'string') {
    const { text: excerptText } = excerpt;
    words.push({ name: 'excerpt', match: (text) => matchQuote(text, excerptText) });
  }
  return words;
};

const archivedOf = (source: JsonObject | undefined): string | undefined => {
  const archived = source?.['archived'];
  return isJsonObject(archived) && typeof archived['url'] === 'string' ? archived['url'] : undefined;
};

const copyOf = (source: JsonObject | undefined): SourceAddress['copy'] => {
  const copy = source?.['copy'];
  if (!isJsonObject(copy)) return undefined;
  const { repository, path } = copy;
  return typeof repository === 'string' && typeof path === 'string' ? { repository, path } : undefined;
};

const judge = (
  words: readonly Words[],
  source: SourceText,
  all: readonly (OneText & { readonly search: SearchText })[],
): { readonly status: VerifyStatus; readonly note?: string } => {
  if (source.kind !== 'text') return withNote(source.kind, source.note);
  // Several texts of one address are copies: the best of them counts.
  const results = words.map(({ name, match }) => ({ name, status: best(all.map(({ search }) => match(search))) }));
  const missing = results.filter(({ status }) => status === 'missing').map(({ name }) => name);
  if (missing.length === 0) {
    const isApart = results.some(({ status }) => status === 'found-apart');
    return withNote(isApart ? 'found-apart' : 'found', source.note);
  }
  const notes = [`${missing.join(' and ')} not in the text`, source.note].filter((note) => note !== undefined);
  if (all.some(({ isWall }) => isWall))
    return withNote('unreadable', 'the page shows no article: it may ask to log in, to subscribe or to run scripts');
  if (all.some(({ isExtract }) => isExtract)) return withNote('skipped', `${notes.join(', ')}, which is an extract`);
  if (all.every(({ search }) => search.compact === '')) return withNote('unreadable', 'the page holds no text');
  return withNote('missing', notes.join(', '));
};

const withNote = (status: VerifyStatus, note: string | undefined) =>
  note === undefined ? { status } : { status, note };

const ORDER: readonly MatchStatus[] = ['found', 'found-apart', 'missing'];

const best = (statuses: readonly MatchStatus[]): MatchStatus =>
  ORDER.find((status) => statuses.includes(status)) ?? 'missing';
