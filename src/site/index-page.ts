import type { Dataset } from '../core/index/dataset.ts';
import type { JsonValue } from '../core/model/record.ts';
import { capitalize } from '../core/model/text.ts';
import { explorerFilters, explorerTypes } from './explorer-data.ts';
import { html, type Markup } from './html.ts';
import { renderPage } from './page.ts';

interface IndexContent {
  readonly dataset: Dataset;
  readonly version: string | undefined;
  readonly today: string;
  readonly recordCount: number;
}

const VIEWS = ['table', 'map', 'network', 'timeline'];

const DESCRIPTION =
  'Who agreed what with whom over critical minerals, who said what about it, and the passage of the source that each fact rests on.';

/** Builds the first page: the explorer, downloads and what the dataset is. */
export const renderIndex = ({ dataset, version, today, recordCount }: IndexContent): string =>
  renderPage({
    title: 'Critical-mineral diplomacy',
    depth: 0,
    scripts: ['data.js', 'explorer.js'],
    description: DESCRIPTION,
    metadata: describeDataset(dataset, version, today),
    body: html`<h1>Critical-mineral diplomacy</h1>
      <p class="lead">${DESCRIPTION}</p>
      ${renderForm(dataset)}
      <nav id="views" aria-label="Views">
        ${VIEWS.map((view) => html`<a href="#view=${view}" data-view="${view}">${capitalize(view)}</a>`)}
      </nav>
      <p class="result"><output>${recordCount.toLocaleString('en')} records</output> <span id="chosen"></span></p>
      <noscript>${renderTypes(dataset)}</noscript>
      <section id="view" aria-label="Selected records"></section>
      ${renderDownloads(dataset)}
      <footer>
        <p>
          ${version === undefined ? 'Made' : `Version ${version}, made`} on ${today}. Text and data under
          <a href="https://creativecommons.org/licenses/by/4.0/" rel="noreferrer">CC BY 4.0</a>. What is not here was
          not found, which does not mean that it does not exist.
        </p>
      </footer>`,
  });

const renderForm = (dataset: Dataset): Markup =>
  html`<form role="search" aria-label="Selection">
    <label class="words"
      >Names <input name="words" type="search" placeholder="lithium, Peru, Glencore …" autocomplete="off"
    /></label>
    <details id="filters" open>
      <summary>Filters</summary>
      <div class="filters">
        <label
          >Type
          <select name="type">
            <option value="">all</option>
            ${explorerTypes(dataset).map(({ name, title }) => html`<option value="${name}">${title}</option>`)}
          </select></label
        >
        ${explorerFilters(dataset).map(
          ({ name }) =>
            html`<label
              >${capitalize(name)}
              <select name="${name}" disabled>
                <option value="">all</option>
              </select></label
            >`,
        )}
        <label>Since <input name="since" placeholder="2026-02" maxlength="10" autocomplete="off" /></label>
        <label>Until <input name="until" placeholder="2026" maxlength="10" autocomplete="off" /></label>
        <button type="reset">Clear</button>
      </div>
    </details>
  </form>`;

/** Links to the records of each type, for readers without script. */
const renderTypes = (dataset: Dataset): Markup =>
  html`<p>The explorer needs a script. All records without it:</p>
    <ul>
      ${explorerTypes(dataset).map(
        ({ name, title, folder }) =>
          html`<li>
            <a href="${encodeURIComponent(name)}/index.html">${title}</a>: ${dataset.entriesOfType(name).length} (<a
              href="api/v1/${folder}.json"
              >JSON</a
            >)
          </li>`,
      )}
    </ul>`;

const renderDownloads = (dataset: Dataset): Markup =>
  html`<section class="downloads" aria-labelledby="downloads">
    <h2 id="downloads">Downloads</h2>
    <p>All records of a type as JSON; each record also has an <code>index.json</code> beside its page.</p>
    <ul class="files">
      ${dataset.catalog.types.map(
        ({ name, title, folder }) =>
          html`<li>
            <a href="api/v1/${folder}.json" download>${title}</a>
            <small>${dataset.entriesOfType(name).length.toLocaleString('en')}</small>
          </li>`,
      )}
      <li><a href="api/v1/index.json">Index of these files</a></li>
      <li><a href="feed.atom">Feed of the latest records</a></li>
    </ul>
  </section>`;

/** Description of the dataset for search engines: a Dataset of schema.org in JSON-LD. */
const describeDataset = (dataset: Dataset, version: string | undefined, today: string): JsonValue => ({
  '@context': 'https://schema.org/',
  '@type': 'Dataset',
  name: 'Critical-mineral diplomacy',
  description: DESCRIPTION,
  ...(version === undefined ? {} : { version }),
  license: 'https://creativecommons.org/licenses/by/4.0/',
  isAccessibleForFree: true,
  sdDatePublished: today,
  creator: { '@type': 'Organization', name: 'the minerals contributors' },
  distribution: dataset.catalog.types.map(({ title, folder }) => ({
    '@type': 'DataDownload',
    name: title,
    encodingFormat: 'application/json',
    contentUrl: `api/v1/${folder}.json`,
  })),
});
