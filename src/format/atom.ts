import { isList, isJsonObject, asText } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { escapeMarkup } from '../core/model/markup.ts';
import { sanitizeLine } from '../core/model/text.ts';

/** Formats news as an Atom feed (RFC 4287). */
export const formatAtom = ({ data }: Result): string => {
  const items = isList(data) ? data.filter(isJsonObject) : [];
  const textOf = (item: (typeof items)[number], name: string): string => asText(item[name]) ?? '';
  const updated =
    items
      .map((item) => textOf(item, 'date'))
      .toSorted()
      .at(-1) ?? '1970-01-01';
  const entries = items.map((item) => {
    const [date, kind, ref, name, text] = ['date', 'kind', 'ref', 'name', 'text'].map((key) => textOf(item, key));
    // The text makes the identifier unique where a record has several changes on one day.
    const id = `tag:minerals,2026:${[ref, kind, date, text].map((part) => encodeURIComponent(part ?? '')).join('/')}`;
    return [
      '  <entry>',
      `    <id>${escapeXml(id)}</id>`,
      `    <title>${escapeXml(`${name}: ${text}`)}</title>`,
      `    <updated>${toTimestamp(date ?? '')}</updated>`,
      `    <category term="${escapeXml(kind ?? '')}"/>`,
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
