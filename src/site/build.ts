import type { Dataset, Entry } from '../core/index/dataset.ts';
import { type JsonObject, type JsonValue, refOf, toPlainObject } from '../core/model/record.ts';
import { capitalize, compareText, sanitizeEscapes } from '../core/model/text.ts';
import { buildNetwork, findRelationships, partyTypes } from '../core/query/relationships.ts';
import type { Filter } from '../core/schema/filters.ts';
import { splitRef } from '../core/schema/references.ts';
import {
  buildExplorerData,
  coordinatesOf,
  explorerFilters,
  explorerTypes,
  type FilterChoice,
  filterChoices,
  placeFilter,
} from './explorer-data.ts';
import { html, type Markup } from './html.ts';
import { layOutNetwork, NETWORK_SIZE } from './network-layout.ts';
import { locateOnMap, type Place } from './projection.ts';
import { renderPage, STYLE } from './page.ts';
import { recordFolder, renderRecord } from './record-page.ts';

/** File that shows that a folder is a site of this program, and may be replaced. */
export const SITE_MARKER = '.minerals-site';

/** Builds all files of the site: contents by path. `assets` are the scripts that the build made. */
export const buildSite = async (
  dataset: Dataset,
  version: string | undefined,
  assets: ReadonlyMap<string, string>,
): Promise<Map<string, string>> => {
  const files = new Map<string, string>([
    [SITE_MARKER, 'The command minerals site may replace this folder.\n'],
    ['style.css', STYLE],
    ...assets,
    ['data.js', `window.MINERALS = ${toJson(siteData(dataset))};\n`],
    ['index.html', renderIndex(dataset, version)],
    ['feed.atom', renderFeed(dataset)],
    ['api/v1/index.json', toJson(describeApi(dataset, version))],
  ]);
  for (const [{ folder }, data] of await buildExplorerData(dataset, locateRecord))
    files.set(`data/${folder}.js`, `MINERALS.add(${toJson(data)});\n`);
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

const locateRecord = (data: JsonObject): Place | undefined => {
  const coordinates = coordinatesOf(data);
  return coordinates && locateOnMap(coordinates.lat, coordinates.lon);
};

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

/** Data that the explorer needs at once: the types, the places, and the layout of the network. */
const siteData = (dataset: Dataset): JsonValue => {
  const types = explorerTypes(dataset.catalog);
  const [placeType = ''] = partyTypes(dataset.catalog);
  const places = dataset.entriesOfType(placeType);
  const relationships = findRelationships(
    dataset,
    dataset.entries.map((entry) => ({ entry })),
  );
  const { nodes, edges } = buildNetwork({ dataset, language: undefined }, relationships);
  const codes = nodes.flatMap(({ id }) => (splitRef(id)[0] === placeType ? [splitRef(id)[1]] : []));
  const links = edges.flatMap(({ from, to, records }): [string, string, number][] => {
    const [[fromType, fromCode], [toType, toCode]] = [splitRef(from), splitRef(to)];
    return fromType === placeType && toType === placeType ? [[fromCode, toCode, records]] : [];
  });
  return {
    types: Object.fromEntries(types.map(({ name, title, folder }) => [name, { title, script: `data/${folder}.js` }])),
    start: types.find(({ schema }) => schema['x-relationship'])?.name ?? '',
    placeFilter: placeFilter(dataset.catalog)?.name ?? '',
    places: Object.fromEntries(places.map(({ id, name }) => [id, name])),
    network: { ...NETWORK_SIZE, nodes: Object.fromEntries(layOutNetwork(codes, links)) },
  };
};

const renderIndex = (dataset: Dataset, version: string | undefined): string => {
  const filters = explorerFilters(dataset.catalog).map((filter) => ({
    filter,
    choices: filterChoices(dataset, filter),
  }));
  const views = ['table', 'map', 'network', 'timeline'];
  return renderPage({
    title: 'Critical-mineral diplomacy',
    depth: 0,
    scripts: ['data.js', 'explorer.js'],
    body: html`<h1>Critical-mineral diplomacy</h1>
      <p>
        Who agreed what with whom, over which minerals, who said what about it, and how we know. Version
        ${version ?? 'unknown'}.
      </p>
      <form>
        <label>Name <input name="words" type="search" placeholder="for example: litium Chile" /></label>
        <label
          >Type
          <select name="type">
            <option value="">all</option>
            ${explorerTypes(dataset.catalog).map(({ name, title }) => html`<option value="${name}">${title}</option>`)}
          </select></label
        >
        <label>From year <input name="since" inputmode="numeric" pattern="[0-9]{4}" size="4" maxlength="4" /></label>
        <label>To year <input name="until" inputmode="numeric" pattern="[0-9]{4}" size="4" maxlength="4" /></label>
        <details>
          <summary>Filters</summary>
          ${filters.map(({ filter, choices }) => renderFilter(filter, choices))}
        </details>
        <p><button type="reset">Clear</button> <output aria-live="polite"></output></p>
      </form>
      <nav class="views" aria-label="Views">
        ${views.map((view) => html`<a href="#view=${view}" data-view="${view}">${capitalize(view)}</a> `)}
      </nav>
      <noscript
        ><p>The views need a script. All records as JSON: <a href="api/v1/index.json">api/v1</a>.</p></noscript
      >
      <div id="view"></div>
      ${renderDownloads(dataset)}`,
  });
};

/** Number of choices from which a field suggests them while somebody types. */
const MANY_CHOICES = 40;

const renderFilter = ({ name, isBoolean }: Filter, choices: readonly FilterChoice[]): Markup => {
  const label = capitalize(name.replaceAll('-', ' '));
  if (choices.length <= MANY_CHOICES)
    return html`<label
      >${label}
      <select name="${name}">
        <option value="">any</option>
        ${choices.map(
          ({ value, label: text }) => html`<option value="${value}">${isBoolean ? yesOrNo(value) : text}</option>`,
        )}
      </select></label
    >`;
  return html`<label
    >${label} <input name="${name}" list="list-${name}" autocomplete="off" /><datalist id="list-${name}">
      ${choices.map(({ value, label: text }) => html`<option value="${text}" data-value="${value}"></option>`)}
    </datalist></label
  >`;
};

const yesOrNo = (value: string): string => (value === 'true' ? 'yes' : 'no');

const renderDownloads = (dataset: Dataset): Markup =>
  html`<section aria-labelledby="downloads">
    <h2 id="downloads">For programs</h2>
    <p>
      <a href="api/v1/index.json">JSON</a>:
      ${dataset.catalog.types.map(({ folder }) => html`<a href="api/v1/${folder}.json">${folder}</a> `)};
      <a href="feed.atom">feed of dated records</a>. Each record has its own address, and <code>index.json</code> beside
      it.
    </p>
  </section>`;

const FEED_LENGTH = 50;

/** Atom feed of the records with the latest dates. Entries without a full date begin at its first day. */
const renderFeed = (dataset: Dataset): string => {
  const entries = explorerTypes(dataset.catalog)
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
