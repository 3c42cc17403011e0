import type { Dataset, Entry } from '../core/index/dataset.ts';
import { groupBy } from '../core/model/group-by.ts';
import { fromDotted, toDotted } from '../core/model/pointer.ts';
import {
  asText,
  type DatasetRecord,
  isJsonObject,
  isList,
  type JsonObject,
  type JsonValue,
  type Ref,
  refOf,
} from '../core/model/record.ts';
import { capitalize, isWebAddress, pluralize } from '../core/model/text.ts';
import { collectEvidence, type EvidenceItem, supportedPath } from '../core/query/evidence.ts';
import { displayName, formatPlain, formatValueAt } from '../core/query/format-value.ts';
import { buildTimeline } from '../core/query/timeline.ts';
import { fieldAt, type Schema } from '../core/schema/catalog.ts';
import { toRef } from '../core/schema/references.ts';
import { html, type Markup, webLink } from './html.ts';
import { renderPage } from './page.ts';
import { valueInWords } from './words.ts';

/** Fields that the page shows elsewhere. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['name', 'summary', 'evidence', 'checked']);

/** Folder of a record within the site. Ids are encoded, because a record that was never validated may have any. */
export const recordFolder = (ref: Ref): string => ref.split('/').map(encodeURIComponent).join('/');

/** Builds the page of a record: its facts with their evidence, its timeline, and the records that refer to it. */
export const renderRecord = (dataset: Dataset, entry: Entry): string => {
  const record = dataset.record(entry);
  const type = dataset.catalog.type(entry.type);
  const asserted = collectEvidence(dataset, record);
  const assertedNames = new Set(asserted.map(({ field }) => fromDotted(field)[0]));
  const otherFields = Object.entries(record.data).filter(
    ([field]) => !assertedNames.has(field) && !SHOWN_ELSEWHERE.has(field),
  );
  const context = { dataset, record };
  return renderPage({
    title: entry.name,
    depth: 2,
    body: html`<p class="type">${type?.title ?? entry.type} <code>${refOf(entry)}</code></p>
      <h1>${entry.name}</h1>
      <p class="lead">${asText(record.data['summary'])}</p>
      ${renderChecked(record)}
      <section aria-labelledby="facts">
        <h2 id="facts">Facts</h2>
        ${otherFields.map(([field, value]) => renderField(context, field, value, []))}
        ${asserted.map(({ field, value, evidence }) => renderField(context, field, value, evidence))}
      </section>
      ${renderTimeline(dataset, entry)} ${renderReferrers(dataset, entry)}
      <p><a href="index.json">This record as JSON</a></p>`,
  });
};

/** The day on which the record was last compared with its sources. */
const renderChecked = ({ data }: DatasetRecord): Markup | undefined => {
  const day = asText(data['checked']);
  return day === undefined ? undefined : html`<p class="caption">Last checked: <time>${day}</time></p>`;
};

interface FieldContext {
  readonly dataset: Dataset;
  readonly record: DatasetRecord;
}

const renderField = (
  context: FieldContext,
  field: string,
  value: JsonValue,
  evidence: readonly EvidenceItem[],
): Markup => {
  const agreeing = evidence.filter(({ says }) => says === undefined);
  const differing = evidence.filter(({ says }) => says !== undefined);
  const isDisputed = differing.length > 0;
  return html`<div class="fact" id="${field}">
    <h3><a href="#${encodeURI(field)}">${fieldTitle(context, field)}</a></h3>
    <div>
      <p class="value">${renderValue(context, field, value)}</p>
      ${isDisputed ? renderSides(context, field, value, agreeing, differing) : renderEvidence(agreeing)}
    </div>
  </div>`;
};

/** The passages behind a value that no source disputes; closed, because most readers look for the value. */
const renderEvidence = (evidence: readonly EvidenceItem[]): Markup | undefined => {
  if (evidence.length === 0) return undefined;
  const publishers = [...new Set(evidence.map(({ by, publisher }) => publisher ?? by))];
  return html`<details class="evidence">
    <summary>${pluralize(evidence.length, 'passage', 'passages')}: ${publishers.join(', ')}</summary>
    ${evidence.map(renderPassage)}
  </details>`;
};

/** The values that sources give for a disputed field, side by side. */
const renderSides = (
  context: FieldContext,
  field: string,
  value: JsonValue,
  agreeing: readonly EvidenceItem[],
  differing: readonly EvidenceItem[],
): Markup => {
  const otherValues = groupBy(differing, (passage) => [
    formatInWords(context, toDotted(supportedPath(field, passage)), passage.says ?? null),
  ]);
  return html`<p class="caption">Sources disagree.</p>
    <div class="sides">
      <div class="side agrees">
        <h4>${formatInWords(context, field, value)}</h4>
        ${agreeing.map(renderPassage)}
      </div>
      ${[...otherValues].map(
        ([text, passages]) =>
          html`<div class="side differs">
            <h4>Another source says: ${text}</h4>
            ${passages.map(renderPassage)}
          </div>`,
      )}
    </div>`;
};

const fieldTitle = ({ dataset, record }: FieldContext, field: string): string => {
  const [name = '', ...rest] = fromDotted(field);
  const schema = fieldAt(dataset.catalog.type(record.type)?.schema ?? {}, [name]);
  return [schema?.title ?? capitalize(name.replaceAll('_', ' ')), ...rest].join(': ');
};

const formatAt = ({ dataset, record }: FieldContext, field: string, value: JsonValue): string =>
  formatValueAt({ dataset, language: undefined }, record, fromDotted(field), value);

/** A value as text, those of closed lists in words. */
const formatInWords = (context: FieldContext, field: string, value: JsonValue): string => {
  const schema = fieldAt(context.dataset.catalog.type(context.record.type)?.schema ?? {}, fromDotted(field));
  return valuesInWords(context, field, schema, value) ?? formatAt(context, field, value);
};

const renderValue = (context: FieldContext, field: string, value: JsonValue): Markup => {
  const schema = fieldAt(context.dataset.catalog.type(context.record.type)?.schema ?? {}, fromDotted(field));
  if (isList(value) && schema?.items?.['x-ref'])
    return html`${value.map((item, index) => [index > 0 ? ', ' : '', renderReference(context, schema.items, item)])}`;
  if (schema?.['x-ref']) return renderReference(context, schema, value);
  const text = formatAt(context, field, value);
  if (isWebAddress(text)) return webLink(text, text);
  if (isJsonObject(value) && fromDotted(field).length === 1) return html`${formatParts(value) ?? text}`;
  return html`${valuesInWords(context, field, schema, value) ?? text}`;
};

/** Texts with their keys, as the names by language; undefined if there are other parts. */
const formatParts = (value: JsonObject): string | undefined => {
  const parts = Object.entries(value);
  if (!parts.every(([, part]) => typeof part === 'string')) return undefined;
  return parts.map(([key, part]) => `${key}: ${formatPlain(part)}`).join('; ');
};

/** Values of a closed list in words; undefined for any other value. */
const valuesInWords = (
  { dataset: { catalog } }: FieldContext,
  field: string,
  schema: Schema | undefined,
  value: JsonValue,
): string | undefined => {
  const items = isList(value) ? value : [value];
  const closedList = schema?.items?.enum ?? schema?.enum;
  if (!closedList || !items.every((item) => typeof item === 'string')) return undefined;
  return items.map((item) => valueInWords(catalog, field, item)).join(', ');
};

const renderReference = ({ dataset }: FieldContext, schema: Schema | undefined, value: JsonValue): Markup => {
  const ref = toRef(schema?.['x-ref'] ?? '', formatPlain(value));
  if (!dataset.find(ref)) return html`${formatPlain(value)}`;
  return recordLink(dataset, ref);
};

/** Link to a record from the page of another one. */
const recordLink = (dataset: Dataset, ref: Ref): Markup =>
  html`<a href="../../${encodeURI(recordFolder(ref))}/index.html"
    >${displayName({ dataset, language: undefined }, ref)}</a
  >`;

const renderPassage = ({ by, title, publisher, published, quote, url, note }: EvidenceItem): Markup => {
  const quotation = quote === undefined ? undefined : html`<blockquote>${quote}</blockquote>`;
  const credit = [publisher ?? by, title, published].filter(Boolean).join(', ');
  const speaker = publisher === undefined || by === publisher ? undefined : html`, according to <cite>${by}</cite>`;
  return html`<div class="passage">
    ${quotation}
    <p>${webLink(url, credit || url)}${speaker} ${note}</p>
  </div>`;
};

const renderTimeline = (dataset: Dataset, entry: Entry): Markup | undefined => {
  const events = buildTimeline(dataset, entry, () => true);
  if (events.length === 0) return undefined;
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    <ol class="events">
      ${events.map(
        ({ date, what, ref, summary }) =>
          html`<li>
            <time>${date}</time>
            <span>${what}: ${recordLink(dataset, ref)} ${summary}</span>
          </li>`,
      )}
    </ol>
  </section>`;
};

const renderReferrers = (dataset: Dataset, entry: Entry): Markup | undefined => {
  const refs = [...groupBy(dataset.referrers(refOf(entry)), ({ ref }) => [ref]).keys()].filter((ref) =>
    dataset.find(ref),
  );
  if (refs.length === 0) return undefined;
  return html`<section aria-labelledby="referrers">
    <h2 id="referrers">Records that refer to this one</h2>
    <ul class="list">
      ${refs.map((ref) => html`<li>${recordLink(dataset, ref)}</li>`)}
    </ul>
  </section>`;
};
