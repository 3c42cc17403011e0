import type { Dataset, Entry } from '../core/index/dataset.ts';
import { type JsonValue, refOf, toPlainObject } from '../core/model/record.ts';
import { readAssets } from './assets.ts';
import {
  describeEntries,
  describeNetwork,
  describeOtherNames,
  describePlaces,
  explorerEntries,
  indexFilters,
} from './explorer-data.ts';
import { renderFeed } from './feed.ts';
import { renderIndex } from './index-page.ts';
import { toJson } from './json.ts';
import { renderList } from './list-page.ts';
import { recordFolder, renderRecord } from './record-page.ts';
import { STYLE } from './style.ts';

/** File that shows that a folder is a site of this program, and may be replaced. */
export const SITE_MARKER = '.minerals-site';

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b62b0" d="M8 1l6 4v6l-6 4-6-4V5z"/></svg>\n';

interface SiteOptions {
  readonly version: string | undefined;
  readonly today: string;
}

/** Builds all files of the site: contents by path. */
export const buildSite = async (dataset: Dataset, { version, today }: SiteOptions): Promise<Map<string, string>> => {
  const assets = readAssets();
  const entries = explorerEntries(dataset);
  const files = new Map<string, string>([
    [SITE_MARKER, 'The command minerals site may replace this folder.\n'],
    ['style.css', STYLE],
    ['icon.svg', ICON],
    ['explorer.js', assets.explorer],
    ['data.js', toScript('MINERALS', describeEntries(dataset, entries))],
    ['filters.js', toScript('MINERALS_FILTERS', await indexFilters(dataset, entries))],
    ['names.js', toScript('MINERALS_NAMES', describeOtherNames(entries))],
    ['network.js', toScript('MINERALS_NETWORK', describeNetwork(dataset, entries))],
    ['places.js', toScript('MINERALS_PLACES', describePlaces(dataset, entries, assets))],
    ['map-coarse.js', assets.coarseMap],
    ['map-fine.js', assets.fineMap],
    ['index.html', renderIndex({ dataset, version, today, recordCount: entries.length })],
    ['feed.atom', renderFeed(entries, today)],
    ['api/v1/index.json', toJson(describeApi(dataset, version))],
  ]);
  for (const type of dataset.catalog.types) {
    const ofType = dataset.entriesOfType(type.name);
    files.set(`api/v1/${type.folder}.json`, toJson(ofType.map((entry) => toPlainObject(dataset.record(entry)))));
    files.set(`${encodeURIComponent(type.name)}/index.html`, renderList(type, ofType));
    for (const entry of ofType) {
      files.set(`${recordFolder(refOf(entry))}/index.html`, renderRecord(dataset, entry));
      files.set(`${recordFolder(refOf(entry))}/index.json`, toJson(describeRecord(dataset, entry)));
    }
  }
  return files;
};

const toScript = (name: string, value: object): string => `window.${name} = ${toJson(value as JsonValue)};\n`;

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
