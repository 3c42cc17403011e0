import { asText, isJsonObject, type JsonObject } from '../core/model/record.ts';
import { collectTexts } from '../core/model/plain-text.ts';
import { normalizeQuoteText } from '../core/model/quote-text.ts';
import { readEvidence } from '../core/schema/assertions.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

/** Speakers of statements. */
export const speakerRules: RuleSet = {
  rules: [
    {
      code: 'SPEAK001',
      severity: 'warning',
      summary: 'a speaker who is the publisher of the source',
      why: 'A newspaper reports what others say; as the speaker it would be a party to the matter.',
      remedy: 'Name the person or body that the source quotes; for an editorial, the side is `media`.',
    },
    {
      code: 'SPEAK002',
      severity: 'error',
      summary: 'a statement whose evidence names another one in `by`',
      why: 'Either the words are not those of the speaker, or `by` is wrong.',
      remedy: 'Make `by` and the speaker the same, or remove `by`.',
      example: {
        type: 'statement',
        wrong:
          'name: Words\nspeaker: {name: Ana Roca}\nparaphrase: Said so.\nevidence: [{source: npla-2026-02-24, supports: [speaker, paraphrase], by: Juan Paz, quote: it is so}]\n',
        right:
          'name: Words\nspeaker: {name: Ana Roca}\nparaphrase: Said so.\nevidence: [{source: npla-2026-02-24, supports: [speaker, paraphrase], by: Ana Roca, quote: it is so}]\n',
      },
    },
  ],
  createCheck: (library) =>
    function* (record): Iterable<CodedFinding> {
      const { speaker } = record.data;
      if (!isJsonObject(speaker) || typeof speaker['name'] !== 'string') return;
      yield* publisherSpeaks(record, speaker['name'], library);
      yield* anotherSpeaker(record, speaker, library);
    },
};

const MEDIA = 'media';

function* publisherSpeaks(
  { data }: RecordUnderTest,
  name: string,
  { findRecord: find }: RuleContext,
): Iterable<CodedFinding> {
  if (data['side'] === MEDIA) return;
  const publishers = readEvidence(data)
    .map(({ source }) => find(`source/${source}`)?.data)
    .filter((source) => source?.['official'] !== true && source?.['kind'] === 'press')
    .map((source) => source?.['publisher']);
  if (publishers.some((publisher) => typeof publisher === 'string' && isSame(publisher, name)))
    yield {
      code: 'SPEAK001',
      pointer: '/speaker/name',
      message: `${name} is the publisher of the source`,
      hint: 'name the person or body that the source quotes',
    };
}

function* anotherSpeaker(
  { data }: RecordUnderTest,
  speaker: JsonObject,
  { findRecord }: RuleContext,
): Iterable<CodedFinding> {
  const onBehalfOf = asText(speaker['on_behalf_of']);
  const body = onBehalfOf === undefined ? undefined : findRecord(onBehalfOf)?.data;
  const known = [
    speaker['name'],
    speaker['role'],
    onBehalfOf,
    body?.['name'],
    body?.['names'],
    body?.['aliases'],
  ].flatMap((value) => collectTexts(value));
  for (const [index, { supports, says, data: passage }] of readEvidence(data).entries()) {
    const { by } = passage;
    if (typeof by !== 'string' || says !== undefined || !supports.some((field) => ABOUT_SPEECH.has(field))) continue;
    if (known.some((text) => isAlike(text, by))) continue;
    yield {
      code: 'SPEAK002',
      pointer: `/evidence/${index}/by`,
      message: `by names ${by}, the speaker is ${asText(speaker['name'])}`,
      hint: 'make the two the same, or remove by',
    };
  }
}

/** Fields that carry what was said, and by whom. */
const ABOUT_SPEECH = new Set(['speaker', 'speaker.name', 'paraphrase', 'excerpt']);

const isSame = (one: string, other: string): boolean => normalizeQuoteText(one) === normalizeQuoteText(other);

/** True if two names have a word of four letters or more in common, or are equal. */
const isAlike = (one: string, other: string): boolean => {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  return isSame(one, other) || first.some((word) => second.includes(word));
};

const wordsOf = (name: string): readonly string[] =>
  normalizeQuoteText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4);
