import type { Dataset, Entry } from '../core/index/dataset.ts';
import { type JsonValue, refOf, toPlainObject } from '../core/model/record.ts';
import { compareText, sanitizeEscapes } from '../core/model/text.ts';
import { assertsAnything } from '../core/schema/assertions.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { EXPLORER } from './explorer.ts';
import { html } from './html.ts';
import { renderPage, STYLE } from './page.ts';
import { recordFolder, renderRecord } from './record-page.ts';

/** File that shows that a folder is a site of this program, and may be replaced. */
export const SITE_MARKER = '.minerals-site';

/** Builds all files of the site: contents by path. */
export const buildSite = (dataset: Dataset, version: string | undefined): Map<string, string> => {
  const files = new Map<string, string>([
    [SITE_MARKER, 'The command minerals site may replace this folder.\n'],
    ['style.css', STYLE],
    ['explorer.js', EXPLORER],
    ['data.js', `window.MINERALS = ${toJson(explorerData(dataset))};\n`],
    ['index.html', renderIndex(dataset, version)],
    ['feed.atom', renderFeed(dataset)],
    ['api/v1/index.json', toJson(describeApi(dataset, version))],
  ]);
  for (const { name, folder } of dataset.catalog.types) {
    const entries = dataset.entriesOfType(name);
    files.set(`api/v1/${folder}.json`, toJson(entries.map((entry) => toPlainObject(dataset.record(entry)))));
    for (const entry of entries) {
      files.set(`${recordFolder(refOf(entry))}/index.html`, renderRecord(dataset, entry));
      files.set(`${recordFolder(refOf(entry))}/index.json`, toJson(describeRecord(dataset, entry)));
    }
  }
  return files;
};

/** JSON without characters that could end a script or control a terminal. */
const toJson = (value: JsonValue): string => sanitizeEscapes(JSON.stringify(value)).replaceAll('<', String.raw`\u003c`);

const describeRecord = (dataset: Dataset, entry: Entry): JsonValue => ({
  ...toPlainObject(dataset.record(entry)),
  referenced_by: dataset.referrers(refOf(entry)).map(({ ref, path }) => ({ ref, path })),
});

const describeApi = (dataset: Dataset, version: string | undefined): JsonValue => ({
  version: version ?? null,
  types: dataset.catalog.types.map(({ name, folder }) => ({
    name,
    records: dataset.entriesOfType(name).length,
    file: `${folder}.json`,
  })),
});

/** Types that the explorer shows: those that assert facts of their own, and not tables of figures. */
const explorerTypes = (dataset: Dataset): readonly RecordType[] =>
  dataset.catalog.types.filter(({ schema }) => assertsAnything(schema) && !schema['x-rows']);

const explorerData = (dataset: Dataset): JsonValue => ({
  types: Object.fromEntries(explorerTypes(dataset).map(({ name, title }) => [name, title])),
  records: explorerTypes(dataset)
    .flatMap(({ name }) => dataset.entriesOfType(name))
    .toSorted((a, b) => compareText(b.date ?? '', a.date ?? '') || compareText(a.name, b.name))
    .map((entry) => ({
      ref: refOf(entry),
      type: entry.type,
      name: entry.name,
      date: entry.date ?? '',
      path: encodeURI(recordFolder(refOf(entry))),
    })),
});

const renderIndex = (dataset: Dataset, version: string | undefined): string =>
  renderPage({
    title: 'Critical-mineral diplomacy',
    depth: 0,
    scripts: ['data.js', 'explorer.js'],
    body: html`<h1>Critical-mineral diplomacy</h1>
      <p>
        Who agreed what with whom, over which minerals, who said what about it, and how we know. Version
        ${version ?? 'unknown'}.
      </p>
      <form>
        <label>Words <input name="words" type="search" /></label>
        <label
          >Type
          <select name="type">
            <option value="">all</option>
            ${explorerTypes(dataset).map(({ name, title }) => html`<option value="${name}">${title}</option>`)}
          </select></label
        >
        <label>From year <input name="since" inputmode="numeric" size="4" maxlength="4" /></label>
        <label>To year <input name="until" inputmode="numeric" size="4" maxlength="4" /></label>
        <output></output>
      </form>
      <noscript
        ><p>The table needs a script. All records as JSON: <a href="api/v1/index.json">api/v1</a>.</p></noscript
      >
      <table>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Type</th>
            <th scope="col">Record</th>
          </tr>
        </thead>
        <tbody></tbody>
      </table>
      <p>For programs: <a href="api/v1/index.json">JSON</a>, <a href="feed.atom">feed of dated records</a>.</p>`,
  });

const FEED_LENGTH = 50;

/** Atom feed of the records with the latest dates. Entries without a full date begin at its first day. */
const renderFeed = (dataset: Dataset): string => {
  const entries = explorerTypes(dataset)
    .flatMap(({ name }) => dataset.entriesOfType(name))
    .filter(({ date }) => date !== undefined)
    .toSorted((a, b) => compareText(b.date ?? '', a.date ?? '') || compareText(a.id, b.id))
    .slice(0, FEED_LENGTH);
  const toTime = (date = '1970'): string => `${date}-01-01`.slice(0, 10).padEnd(10, '0').concat('T00:00:00Z');
  const { markup } = html`<feed xmlns="http://www.w3.org/2005/Atom">
    <id>urn:minerals:feed</id>
    <title>Critical-mineral diplomacy</title>
    <updated>${toTime(entries[0]?.date)}</updated>
    <author><name>minerals</name></author>
    ${entries.map(
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
