import { parseDate, isAfter } from '../core/model/date.ts';
import { toPlainText } from '../core/model/plain-text.ts';
import { fromDotted, toPointer, valueAt } from '../core/model/pointer.ts';
import { isJsonObject } from '../core/model/record.ts';
import { isPathPrefix, readEvidence, type RawEvidence } from '../core/schema/assertions.ts';
import { fieldAt } from '../core/schema/catalog.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

/** `says` is for two sources that disagree about one thing at one time. */
export const contradictionRules: RuleSet = {
  rules: [
    {
      code: 'SAYS001',
      severity: 'error',
      summary: 'a contradiction by a source that is older than the event',
      why: 'A forecast is not a report: before the event nobody could say what it was.',
      remedy: 'Remove the item, or record what was expected in `note`.',
    },
    {
      code: 'SAYS002',
      severity: 'error',
      summary: 'a contradiction that is an earlier state',
      why: 'A mine that was under construction in 2023 and produces in 2025 is history, not a conflict of sources.',
      remedy: 'Remove the item; where the earlier state matters, tell it in `summary` or `history`.',
    },
    {
      code: 'SAYS003',
      severity: 'error',
      summary: 'a contradiction about another measure, unit or date',
      why: 'Resources are not reserves, and the figure of 2020 does not contradict that of 2025.',
      remedy: 'Record it as a figure of its own.',
    },
  ],
  createCheck: (library) =>
    function* (record): Iterable<CodedFinding> {
      const passages = readEvidence(record.data);
      for (const [index, passage] of passages.entries()) {
        const [field, second] = passage.supports;
        if (passage.says === undefined || field === undefined || second !== undefined) continue;
        const pointer = `/evidence/${index}/says`;
        yield* tooEarly(record, passage, field, pointer, library);
        yield* earlierState(record, passages, passage, field, pointer, library);
        yield* anotherMeasure(record, passage, field, pointer);
      }
    },
};

const publishedOf = (source: string, { findRecord: find }: RuleContext) => {
  const published = find(`source/${source}`)?.data['published'];
  return typeof published === 'string' ? parseDate(published) : undefined;
};

/** The date of a record: its own, else the earliest of its history. */
const dateOf = ({ type, data }: RecordUnderTest) => {
  const own = valueAt(data, fromDotted(type.schema['x-date'] ?? ''));
  return typeof own === 'string' ? parseDate(own) : undefined;
};

/** Fields about the event itself: how it is called, how far it came, who took part. */
function* tooEarly(
  record: RecordUnderTest,
  { source }: RawEvidence,
  field: string,
  pointer: string,
  library: RuleContext,
): Iterable<CodedFinding> {
  const conflict = fieldAt(record.type.schema, fromDotted(field))?.['x-conflict'];
  if (conflict === undefined) return;
  const [date, published] = [dateOf(record), publishedOf(source, library)];
  if (!date || !published || !isAfter(date, published)) return;
  yield {
    code: 'SAYS001',
    pointer,
    message: `${source} is older than the event, so it cannot contradict ${field}`,
    hint: 'remove the item, or tell in note what was expected',
  };
}

/** An earlier value of a list of steps, by a source that is older than those of the record's value. */
function* earlierState(
  { type, data }: RecordUnderTest,
  passages: readonly RawEvidence[],
  { source, says }: RawEvidence,
  field: string,
  pointer: string,
  library: RuleContext,
): Iterable<CodedFinding> {
  const schema = type.schema.properties?.[field];
  if (!schema || (schema['x-latest-step-of'] === undefined && field !== 'stage')) return;
  const order = schema.enum ?? [];
  const [own, other] = [order.indexOf(toPlainText(data[field])), order.indexOf(toPlainText(says))];
  if (own < 0 || other < 0) return;
  const published = publishedOf(source, library);
  const newest = passages
    .filter((each) => each.says === undefined && each.supports.some((supported) => isPathPrefix(supported, field)))
    .flatMap((each) => publishedOf(each.source, library) ?? []);
  const isOlder = published !== undefined && newest.some((date) => isAfter(date, published));
  if (!isOlder) return;
  yield {
    code: 'SAYS002',
    pointer,
    message: `${source} is older than a source of ${field}: ${toPlainText(says)} was an earlier state`,
    hint: 'remove the item; tell the earlier state in summary or history',
  };
}

/** Fields in which comparable figures agree. */
const SCOPE = ['measure', 'as_of', 'of', 'unit'];

function* anotherMeasure(
  { data }: RecordUnderTest,
  { says }: RawEvidence,
  field: string,
  pointer: string,
): Iterable<CodedFinding> {
  const own = valueAt(data, fromDotted(field));
  if (!isJsonObject(own) || !isJsonObject(says) || typeof own['measure'] !== 'string') return;
  const different = SCOPE.filter((key) => says[key] !== undefined && own[key] !== undefined && says[key] !== own[key]);
  const [first] = different;
  if (first === undefined || (first === 'unit' && different.length === 1)) return;
  yield {
    code: 'SAYS003',
    pointer: pointer + toPointer([first]),
    message: `this is another ${first} than that of ${field}, so it is no contradiction`,
    hint: 'record it as a figure of its own',
  };
}
