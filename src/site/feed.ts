import type { Entry } from '../core/index/dataset.ts';
import { refOf } from '../core/model/record.ts';
import { html } from './html.ts';
import { recordFolder } from './record-page.ts';

const FEED_LENGTH = 50;

/** Atom feed of the latest of some records, which are newest first. Partial dates begin at their first day. */
export const renderFeed = (entries: readonly Entry[], today: string): string => {
  const latest = entries.filter(({ date }) => date !== undefined).slice(0, FEED_LENGTH);
  const toTime = (date = today): string => `${`${date}-01-01`.slice(0, 10)}T00:00:00Z`;
  const { markup } = html`<feed xmlns="http://www.w3.org/2005/Atom">
    <id>urn:minerals:feed</id>
    <title>Critical-mineral diplomacy</title>
    <updated>${toTime(latest[0]?.date)}</updated>
    <author><name>minerals</name></author>
    ${latest.map(
      (entry) =>
        html`<entry>
          <id>urn:minerals:${encodeURI(recordFolder(refOf(entry)))}</id>
          <title>${entry.name}</title>
          <updated>${toTime(entry.date)}</updated>
          <link href="${encodeURI(recordFolder(refOf(entry)))}/index.html" />
        </entry>`,
    )}
  </feed>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${markup.replaceAll(/\n\s+/g, '\n')}\n`;
};
