import type { Dataset, Entry } from '../core/index/dataset.ts';
import { groupBy } from '../core/model/group-by.ts';
import { fromDotted, toDotted } from '../core/model/pointer.ts';
import { asText, type DatasetRecord, isList, type JsonValue, type Ref, refOf } from '../core/model/record.ts';
import { capitalize, isWebAddress } from '../core/model/text.ts';
import { collectEvidence, type EvidenceItem, supportedPath } from '../core/query/evidence.ts';
import { displayName, formatPlain, formatValueAt } from '../core/query/format-value.ts';
import { buildTimeline } from '../core/query/timeline.ts';
import { fieldAt, type Schema } from '../core/schema/catalog.ts';
import { toRef } from '../core/schema/references.ts';
import { html, type Markup, webLink } from './html.ts';
import { renderPage } from './page.ts';

/** Fields that the page shows elsewhere. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['name', 'summary', 'checked', 'evidence']);

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
      <p>${asText(record.data['summary'])}</p>
      ${renderChecked(asText(record.data['checked']))}
      <section aria-labelledby="facts">
        <h2 id="facts">Facts</h2>
        ${asserted.map(({ field, value, evidence }) => renderField(context, field, value, evidence))}
        ${otherFields.map(([field, value]) => renderField(context, field, value, []))}
      </section>
      ${renderTimeline(dataset, entry)} ${renderReferrers(dataset, entry)}
      <p><a href="index.json">This record as JSON</a></p>`,
  });
};

const renderChecked = (day: string | undefined): Markup | undefined =>
  day === undefined ? undefined : html`<p class="type">Last checked for later events: <time>${day}</time></p>`;

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
  return html`<div class="fact" id="${field}">
    <h3>${fieldTitle(context, field)}</h3>
    <p>${renderValue(context, field, value)}</p>
    ${agreeing.map((passage) => renderPassage(passage, undefined))}
    ${differing.map((passage) =>
      renderPassage(passage, formatAt(context, toDotted(supportedPath(field, passage)), passage.says ?? null)),
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

const renderValue = (context: FieldContext, field: string, value: JsonValue): Markup => {
  const schema = fieldAt(context.dataset.catalog.type(context.record.type)?.schema ?? {}, fromDotted(field));
  if (isList(value) && schema?.items?.['x-ref'])
    return html`${value.map((item, index) => [index > 0 ? ', ' : '', renderReference(context, schema.items, item)])}`;
  if (schema?.['x-ref']) return renderReference(context, schema, value);
  const text = formatAt(context, field, value);
  if (isWebAddress(text)) return webLink(text, text);
  return html`${text}`;
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

const renderPassage = (
  { by, title, publisher, published, quote, url, note }: EvidenceItem,
  differingText: string | undefined,
): Markup => {
  const stance =
    differingText === undefined ? [] : [html`<p><strong>Another source says: ${differingText}</strong></p>`];
  const quotation = quote === undefined ? [] : [html`<blockquote>${quote}</blockquote>`];
  const credit = [publisher, title, published].filter((part) => part !== undefined && part !== by).join(', ');
  return html`<div class="passage ${stance.length > 0 ? 'differs' : 'agrees'}">
    ${stance} ${quotation}
    <p><cite>${by}</cite>: ${webLink(url, credit || url)} ${note}</p>
  </div>`;
};

const renderTimeline = (dataset: Dataset, entry: Entry): Markup | undefined => {
  const events = buildTimeline(dataset, entry, () => true);
  if (events.length === 0) return undefined;
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    <ol>
      ${events.map(
        ({ date, what, ref, summary }) =>
          html`<li><time>${date}</time> ${what}: ${recordLink(dataset, ref)} ${summary}</li>`,
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
    <ul>
      ${refs.map((ref) => html`<li>${recordLink(dataset, ref)}</li>`)}
    </ul>
  </section>`;
};
