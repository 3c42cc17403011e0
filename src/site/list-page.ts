import type { Entry } from '../core/index/dataset.ts';
import { refOf } from '../core/model/record.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { html } from './html.ts';
import { renderPage } from './page.ts';
import { recordFolder } from './record-page.ts';

/** Builds a page with links to all records of a type, which needs no script. */
export const renderList = ({ title, schema }: RecordType, entries: readonly Entry[]): string =>
  renderPage({
    title,
    depth: 1,
    body: html`<h1>${title}</h1>
      <p class="lead">${schema.description} ${entries.length.toLocaleString('en')} records.</p>
      <ul class="list">
        ${entries.map(
          (entry) =>
            html`<li>
              <a href="../${encodeURI(recordFolder(refOf(entry)))}/index.html">${entry.name}</a>
              <small>${entry.date}</small>
            </li>`,
        )}
      </ul>`,
  });
