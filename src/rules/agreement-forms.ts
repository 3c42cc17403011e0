import { toPlainText } from '../core/model/plain-text.ts';
import { type JsonObject, isJsonObject, isList, type JsonValue } from '../core/model/record.ts';
import { readEvidence, isPathPrefix } from '../core/schema/assertions.ts';
import { findReferences } from '../core/schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';
import { quoteTestsFor } from './quotes/quote-tests.ts';
import type { QuoteTests } from './quotes/core-values.ts';

const MEMORANDUM = 'name: A memorandum\nkind: mou\nparties: [PE, US]\n';
const EVIDENCE =
  '  - {source: npla-2026-02-24, supports: [kind, parties, status, history.signed], quote: they signed a memorandum}\n';

/** Steps, parties and names of agreements. */
export const agreementRules: RuleSet = {
  rules: [
    {
      code: 'STEP001',
      severity: 'error',
      summary: 'a status whose step is not in the history',
      why: 'Every status beyond the first was reached by a step; without it nobody sees when, or that anybody said so.',
      remedy: 'Add the step to `history`, with its date where it is known and a quote; or lower the status.',
      example: {
        type: 'agreement',
        wrong: `${MEMORANDUM}status: signed\nevidence:\n${EVIDENCE.replace(', history.signed', '')}`,
        right: `${MEMORANDUM}status: signed\nhistory: {signed: {}}\nevidence:\n${EVIDENCE}`,
      },
    },
    {
      code: 'BY001',
      severity: 'error',
      summary: 'evidence for `binding` that does not say who asserts it',
      why: 'Whether a text binds is a claim of a government, a lawyer or a newspaper: readers weigh them differently.',
      remedy:
        'Add `by`, the person or body that the source names; or mark the source `official` if it is a text of the body itself.',
      example: {
        type: 'agreement',
        wrong: `${MEMORANDUM}status: signed\nbinding: false\nhistory: {signed: {}}\nevidence:\n${EVIDENCE}  - {source: npla-2026-02-24, supports: [binding], quote: it is not legally binding}\n`,
        right: `${MEMORANDUM}status: signed\nbinding: false\nhistory: {signed: {}}\nevidence:\n${EVIDENCE}  - {source: npla-2026-02-24, supports: [binding], by: Avispa Midia, quote: it is not legally binding}\n`,
      },
    },
    {
      code: 'PARTY001',
      severity: 'error',
      summary: 'an organisation that is a body of a country that is a party',
      why: 'A ministry or agency acts for its country: counted twice, the agreement has one party too many.',
      remedy: 'Remove it from `organisations`; name the body in `summary` if it matters.',
    },
    {
      code: 'PARTY002',
      severity: 'error',
      summary: 'an organisation without a name of its own',
      why: '"A state body of Rwanda" is nobody: it cannot be found, counted or compared.',
      remedy: 'Name the body; where no source does, the country is the party.',
    },
    {
      code: 'NAME001',
      severity: 'warning',
      summary: 'a name of several documents',
      why: 'Each document has its own parties, date and terms; one record for several hides all but one.',
      remedy: 'Make a record for each document, or name this one in the singular.',
      example: {
        type: 'agreement',
        wrong: `name: Two memoranda\nkind: mou\nparties: [PE, US]\nstatus: signed\nhistory: {signed: {}}\nevidence:\n${EVIDENCE}`,
        right: `${MEMORANDUM}status: signed\nhistory: {signed: {}}\nevidence:\n${EVIDENCE}`,
      },
    },
    {
      code: 'NEXT001',
      severity: 'warning',
      summary: 'a record that another one succeeds, and that has not ended',
      why: 'What was replaced no longer holds; if both hold, the later one does not succeed it.',
      remedy: 'Set `status: superseded` with the step in `history`; or remove `succeeds` from the later record.',
    },
    {
      code: 'TEXT001',
      severity: 'warning',
      summary: 'a text that calls a record something else than the record says',
      why: 'Two records that describe the same thing differently cannot both be right.',
      remedy: 'Use the word of the record, or correct the record.',
    },
  ],
  createCheck: (library) => {
    const tests = quoteTestsFor(library);
    const successors = successorsIn(library);
    return function* (record): Iterable<CodedFinding> {
      yield* missingStep(record);
      yield* anonymousBinding(record, library);
      yield* strangeOrganisations(record, library);
      yield* pluralName(record);
      yield* unendedPredecessor(record, successors);
      if (tests) yield* otherForm(record, library, tests);
    };
  },
};

function* missingStep({ type, data }: RecordUnderTest): Iterable<CodedFinding> {
  for (const [field, { 'x-latest-step-of': map, enum: order = [] }] of Object.entries(type.schema.properties ?? {})) {
    const value = data[field];
    if (map === undefined || typeof value !== 'string' || order.indexOf(value) <= 0) continue;
    const steps = data[map];
    if (isJsonObject(steps) && Object.hasOwn(steps, value)) continue;
    yield {
      code: 'STEP001',
      pointer: `/${field}`,
      message: `${field} is ${value}, but ${map} has no step ${value}`,
      hint: `add ${map}: {${value}: {date: …}} with evidence, or lower the ${field}`,
    };
  }
}

const BINDING = 'binding';

function* anonymousBinding({ data }: RecordUnderTest, { findRecord: find }: RuleContext): Iterable<CodedFinding> {
  if (data[BINDING] === undefined) return;
  for (const [index, { source, supports, data: passage }] of readEvidence(data).entries()) {
    if (!supports.some((field) => isPathPrefix(field, BINDING)) || passage['by'] !== undefined) continue;
    const origin = find(`source/${source}`);
    if (!origin || origin.data['official'] === true) continue;
    yield {
      code: 'BY001',
      pointer: `/evidence/${index}`,
      message: 'this evidence for binding does not say who asserts it',
      hint: 'add by: the person or body that the source names; or official: true to the source',
    };
  }
}

const PLACEHOLDER =
  /^(?:an?|some|several|various|two|three|local|other|unnamed|unknown)\s|\b(?:unnamed|unspecified|consortium of|companies from|state bod(?:y|ies)|government bod(?:y|ies))\b/i;
const MINISTRY =
  /\b(?:ministry|ministerio|ministère|ministério|ministerium|department of (?:the )?(?:state|energy|commerce|interior|defen[cs]e|industry)|secretariat of)\b/i;

/** Kinds of organisation that act for their country. */
const STATE_KINDS = new Set(['agency']);

function* strangeOrganisations({ data }: RecordUnderTest, { findRecord: find }: RuleContext): Iterable<CodedFinding> {
  const { organisations, parties } = data;
  if (!isList(organisations)) return;
  const countries = isList(parties) ? parties : [];
  for (const [index, organisation] of organisations.entries()) {
    if (typeof organisation !== 'string') continue;
    const pointer = `/organisations/${index}`;
    const record = find(`organisation/${organisation}`)?.data;
    const name = typeof record?.['name'] === 'string' ? record['name'] : organisation;
    if (PLACEHOLDER.test(name))
      yield {
        code: 'PARTY002',
        pointer,
        message: `"${name}" is no name of an organisation`,
        hint: 'name the body; where no source does, the country is the party',
      };
    else if (isBodyOf(countries, name, record))
      yield {
        code: 'PARTY001',
        pointer,
        message: `${name} is a body of a country that is a party`,
        hint: 'remove it: the country acts through it',
      };
  }
}

const isBodyOf = (countries: readonly JsonValue[], name: string, record: JsonObject | undefined): boolean => {
  const { kind, country } = record ?? {};
  const isState = MINISTRY.test(name) || (typeof kind === 'string' && STATE_KINDS.has(kind));
  return isState && typeof country === 'string' && countries.includes(country);
};

const PLURAL =
  /\b(?:agreements|contracts|memoranda|memorandums|mous|treaties|declarations|pacts|deals|letters of intent|statements|protocols)\b/i;
/** Plurals that are a part of the name of one document or body. */
const ONE_DOCUMENT =
  /\b(?:agreement|memorandum|declaration|statement|protocol|treaty|contract|letter|plan|programme|framework)\b/i;

function* pluralName({ type, data }: RecordUnderTest): Iterable<CodedFinding> {
  const { name } = data;
  if (type.name !== 'agreement' || typeof name !== 'string') return;
  const plural = PLURAL.exec(name);
  if (!plural || ONE_DOCUMENT.test(name.replaceAll(new RegExp(PLURAL, 'gi'), ''))) return;
  yield {
    code: 'NAME001',
    pointer: '/name',
    message: `"${plural[0]}" means several documents`,
    hint: 'make one record for each document',
  };
}

/** The records that succeed others, by the ref of the one that they succeed. */
const successorsIn = ({ records }: RuleContext): ReadonlyMap<string, RecordUnderTest> => {
  const successors = new Map<string, RecordUnderTest>();
  for (const record of records) {
    const { type, data } = record;
    const { succeeds } = data;
    if (!type.schema['x-valid'] || !isList(succeeds)) continue;
    const before = type.schema['x-valid'].before ?? {};
    // A plan has replaced nothing yet.
    if (Object.entries(before).some(([field, values]) => values.includes(toPlainText(data[field])))) continue;
    for (const id of succeeds) successors.set(`${type.name}/${toPlainText(id)}`, record);
  }
  return successors;
};

function* unendedPredecessor(
  { type, id, data }: RecordUnderTest,
  successors: ReadonlyMap<string, RecordUnderTest>,
): Iterable<CodedFinding> {
  const successor = successors.get(`${type.name}/${id}`);
  const after = type.schema['x-valid']?.after ?? {};
  const [field] = Object.keys(after);
  if (!successor || field === undefined) return;
  const value = data[field];
  const { history } = data;
  const steps = isJsonObject(history) ? Object.keys(history) : [];
  const ends = after[field] ?? [];
  if (ends.includes(toPlainText(value)) || steps.some((step) => ends.includes(step))) return;
  yield {
    code: 'NEXT001',
    pointer: `/${field}`,
    message: `${successor.id} succeeds this record, but its ${field} is ${toPlainText(value)}`,
    hint: 'write status: superseded with its step in history, or remove succeeds there',
  };
}

/** Forms that are plain enough in a text to contradict a record. */
const PLAIN_FORMS = new Set([
  'mou',
  'treaty',
  'trade-agreement',
  'declaration-of-intent',
  'action-plan',
  'joint-statement',
]);

/** Forms that share words: a memorandum of intent, a declaration of principles, a free trade treaty. */
const AKIN = [
  ['declaration-of-intent', 'mou', 'joint-statement'],
  ['treaty', 'trade-agreement'],
];

/** Texts in our own words that name a form other than that of the only record that they are about. */
function* otherForm(
  { type, data }: RecordUnderTest,
  { findRecord: find }: RuleContext,
  { words }: QuoteTests,
): Iterable<CodedFinding> {
  const targets = [...findReferences(type.schema, data)]
    .filter(({ path }) => path[0] === 'about')
    .flatMap(({ type: target, id }) => find(`${target}/${id}`) ?? [])
    .filter(({ type: { schema } }) => schema.properties?.['kind']?.['x-conflict'] === 'form');
  const [only] = targets;
  const text = data['paraphrase'];
  if (!only || targets.length > 1 || typeof text !== 'string') return;
  const kind = only.data['kind'];
  if (typeof kind !== 'string' || !PLAIN_FORMS.has(kind)) return;
  const found = words.match('kind', kind, text, 'en');
  if (found.outcome !== 'absent') return;
  const others = found.others.filter((other) => PLAIN_FORMS.has(other));
  if (others.length !== 1 || AKIN.some((forms) => forms.includes(kind) && forms.includes(others[0] ?? ''))) return;
  yield {
    code: 'TEXT001',
    pointer: '/paraphrase',
    message: `the text speaks of a ${others[0]}, but ${only.id} is of kind ${kind}`,
    hint: 'use the word of the record, or correct the record',
  };
}
