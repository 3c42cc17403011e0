import { escapeMarkup } from '../core/model/markup.ts';
import { sanitizeLine } from '../core/model/text.ts';
import type { Formatter } from './formatter.ts';

/** An item of news, as a feed shows it. */
export interface FeedItem {
  readonly date: string;
  readonly kind: string;
  readonly ref: string;
  readonly name: string;
  readonly text: string;
}

/** Formats news as an Atom feed (RFC 4287). */
export const formatAtom: Formatter<{ readonly output: readonly FeedItem[] }> = ({ answer: { output: items } }) => {
  const days = items.map((item) => item.date).toSorted();
  const updated = days.at(-1) ?? '1970-01-01';
  const entries = items.map(({ date, kind, ref, name, text }) => {
    // The text makes the identifier unique where a record has several changes on one day.
    const id = `tag:minerals,2026:${[ref, kind, date, text].map(encodeURIComponent).join('/')}`;
    return [
      '  <entry>',
      `    <id>${escapeXml(id)}</id>`,
      `    <title>${escapeXml(`${name}: ${text}`)}</title>`,
      `    <updated>${toTimestamp(date)}</updated>`,
      `    <category term="${escapeXml(kind)}"/>`,
      `    <content type="text">${escapeXml(`${text} (${ref})`)}</content>`,
      '  </entry>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '  <id>tag:minerals,2026:news</id>',
    '  <title>minerals: news of critical-mineral diplomacy</title>',
    `  <updated>${toTimestamp(updated)}</updated>`,
    '  <author><name>minerals</name></author>',
    ...entries,
    '</feed>',
    '',
  ].join('\n');
};

const toTimestamp = (day: string): string => `${day}T00:00:00Z`;

/** Escapes a text for one line of the feed. */
const escapeXml = (text: string): string => escapeMarkup(sanitizeLine(text));
