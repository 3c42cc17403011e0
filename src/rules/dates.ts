import { type DateInterval, parseDate, isAfter, overlaps } from '../core/model/date.ts';
import { fromDotted, toDotted, toPointer, valueAt } from '../core/model/pointer.ts';
import { type JsonObject, isJsonObject } from '../core/model/record.ts';
import type { RecordType } from '../core/schema/catalog.ts';
import { findReferences } from '../core/schema/references.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';

const STATEMENT = 'name: Words\nspeaker: {name: Somebody}\nparaphrase: Said so.\n';
const STATEMENT_EVIDENCE =
  'evidence: [{source: npla-2026-02-24, supports: [speaker, date, paraphrase, event], locator: {from: A passage}}]\n';

/** Dates are in the order in which things happen. The schemas declare which fields are compared. */
export const dateRules: RuleSet = {
  rules: [
    {
      code: 'DATE002',
      severity: 'error',
      summary: 'dates in an impossible order',
      why: 'Nothing enters into force before it is signed, or ends before it begins.',
      remedy: 'Check both dates; if sources differ, record the other date with `says`.',
      example: {
        type: 'source',
        wrong:
          'name: A page\ntitle: A page\nurl: https://www.example.org/c\npublished: "2026-03"\naccessed: "2026-02-01"\n',
        right:
          'name: A page\ntitle: A page\nurl: https://www.example.org/c\npublished: "2026-02"\naccessed: "2026-02-01"\n',
      },
    },
    {
      code: 'DATE003',
      severity: 'error',
      summary: 'two fields with different dates for the same thing',
      why: 'A record must not contradict itself; conflicts between sources belong in its evidence.',
      remedy: 'Use the same date in both fields, and record the date of the other source with `says`.',
      example: {
        type: 'agreement',
        wrong:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [asean]\nsigned: "2026-02-04"\nhistory: {signed: {date: "2026-02-05"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, signed, history.signed], quote: "a memorandum, signed on 4 and 5 February 2026"}]\n',
        right:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [asean]\nsigned: "2026-02-04"\nhistory: {signed: {date: "2026-02-04"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, signed, history.signed], quote: "a memorandum, signed on 4 and 5 February 2026"}]\n',
      },
    },
    {
      code: 'DATE004',
      severity: 'error',
      summary: 'a record that is older than the record it succeeds',
      why: 'A successor comes after its predecessor.',
      remedy: 'Reverse the reference, or check the dates.',
    },
    {
      code: 'DATE005',
      severity: 'error',
      summary: 'a record from another time than the event it refers to',
      why: 'Documents and statements from a meeting have about the same date as the meeting.',
      remedy: 'Check both dates, or refer to the right event.',
      example: {
        type: 'statement',
        wrong: `${STATEMENT}date: "2016-02-04"\nevent: critical-minerals-ministerial-2026\n${STATEMENT_EVIDENCE}`,
        right: `${STATEMENT}date: "2026-02-04"\nevent: critical-minerals-ministerial-2026\n${STATEMENT_EVIDENCE}`,
      },
    },
    {
      code: 'DATE006',
      severity: 'error',
      summary: 'a status earlier than the latest step in history',
      why: 'The status is the latest step that a source reports, so status and history must agree.',
      remedy: 'Set the status to that step; or add the party to the step if not all parties took it.',
      example: {
        type: 'agreement',
        wrong:
          'name: A memorandum\nkind: mou\nstatus: signed\norganisations: [asean]\nhistory: {signed: {}, terminated: {date: "2026-02"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, history], quote: "a memorandum, signed, and terminated in February 2026"}]\n',
        right:
          'name: A memorandum\nkind: mou\nstatus: terminated\norganisations: [asean]\nhistory: {signed: {}, terminated: {date: "2026-02"}}\nevidence: [{source: npla-2026-02-24, supports: [kind, status, organisations, history], quote: "a memorandum, signed, and terminated in February 2026"}]\n',
      },
    },
  ],
  createCheck: (context) => {
    const constraintsByType = new Map(context.catalog.types.map((type) => [type, dateConstraints(type)]));
    return function* (record): Iterable<CodedFinding> {
      const { type, data } = record;
      const constraints = constraintsByType.get(type) ?? dateConstraints(type);
      const dates = comparedDates(constraints, data);
      if (dates.size > 1) {
        yield* checkOrder(constraints.chronology, dates);
        yield* checkEqualDates(constraints.equalDates, dates);
      }
      yield* checkLatestSteps(constraints.latestSteps, data);
      yield* checkReferencedDates(context, record, constraints);
    };
  },
};

type FieldPairs = readonly (readonly [firstField: string, secondField: string])[];

/** Constraints that the schema of a type declares for its dates. */
interface DateConstraints {
  readonly chronology: FieldPairs;
  readonly equalDates: FieldPairs;
  /** Paths of the compared fields, by dotted name. */
  readonly comparedPaths: ReadonlyMap<string, readonly string[]>;
  /** Path of the record's own date. */
  readonly ownDatePath: readonly string[] | undefined;
  /** Maximum distance in days to the date of the record that a field refers to. */
  readonly maxDaysApart: ReadonlyMap<string, number>;
  readonly latestSteps: readonly LatestStep[];
}

/** A field that must be the latest step in a map of steps. */
interface LatestStep {
  readonly field: string;
  readonly stepsField: string;
  /** All steps, earliest first. */
  readonly stepOrder: readonly string[];
}

const dateConstraints = ({ schema }: RecordType): DateConstraints => {
  const { 'x-chronology': chronology = [], 'x-equal-dates': equalDates = [], 'x-date': ownDate } = schema;
  const fields = Object.entries(schema.properties ?? {});
  const maxDaysApart = new Map<string, number>();
  const latestSteps: LatestStep[] = [];
  for (const [field, fieldSchema] of fields) {
    const { 'x-max-days-apart': maxDays, 'x-latest-step-of': stepsField, enum: stepOrder } = fieldSchema;
    if (maxDays !== undefined) maxDaysApart.set(field, maxDays);
    if (stepsField && stepOrder) latestSteps.push({ field, stepsField, stepOrder });
  }
  return {
    chronology,
    equalDates,
    comparedPaths: new Map([...chronology, ...equalDates].flat().map((name) => [name, fromDotted(name)])),
    ownDatePath: ownDate ? fromDotted(ownDate) : undefined,
    maxDaysApart,
    latestSteps,
  };
};

/** The compared dates that a record has, by dotted name. */
const comparedDates = ({ comparedPaths }: DateConstraints, data: JsonObject): ReadonlyMap<string, DateInterval> => {
  const dates = new Map<string, DateInterval>();
  for (const [name, path] of comparedPaths) {
    const date = dateAt(data, path);
    if (date) dates.set(name, date);
  }
  return dates;
};

/** Finds dates out of order. The date in the most violated pairs is reported, once, as the wrong one. */
function* checkOrder(chronology: FieldPairs, dates: ReadonlyMap<string, DateInterval>): Iterable<CodedFinding> {
  let violatedPairs = chronology.filter(([firstField, secondField]) => {
    const [firstDate, secondDate] = [dates.get(firstField), dates.get(secondField)];
    return firstDate && secondDate && isAfter(firstDate, secondDate);
  });
  const countViolations = (field: string): number => violatedPairs.filter((pair) => pair.includes(field)).length;
  while (violatedPairs.length > 0) {
    const [worstField = ''] = violatedPairs
      .flatMap(([firstField, secondField]) => [secondField, firstField])
      .toSorted((a, b) => countViolations(b) - countViolations(a));
    const [firstField = '', secondField = ''] = violatedPairs.find((pair) => pair.includes(worstField)) ?? [];
    yield {
      code: 'DATE002',
      pointer: toPointer(fromDotted(worstField)),
      message:
        worstField === secondField ? `${secondField} is before ${firstField}` : `${firstField} is after ${secondField}`,
      hint: 'check both dates',
    };
    violatedPairs = violatedPairs.filter((pair) => !pair.includes(worstField));
  }
}

function* checkEqualDates(equalDates: FieldPairs, dates: ReadonlyMap<string, DateInterval>): Iterable<CodedFinding> {
  for (const [firstField, secondField] of equalDates) {
    const [firstDate, secondDate] = [dates.get(firstField), dates.get(secondField)];
    if (firstDate && secondDate && !overlaps(firstDate, secondDate))
      yield {
        code: 'DATE003',
        pointer: toPointer(fromDotted(secondField)),
        message: `${secondField} is a different date than ${firstField}`,
        hint: 'use the same date in both fields',
      };
  }
}

/** Finds fields whose value is earlier than a step in their map of steps. */
function* checkLatestSteps(latestSteps: readonly LatestStep[], data: JsonObject): Iterable<CodedFinding> {
  for (const { field, stepsField, stepOrder } of latestSteps) {
    const currentStep = data[field];
    const steps = data[stepsField];
    if (typeof currentStep !== 'string' || !isJsonObject(steps)) continue;
    const latestStep = Object.keys(steps)
      .filter((step) => isLaterStep(step, currentStep, steps, stepOrder))
      .toSorted((a, b) => stepOrder.indexOf(b) - stepOrder.indexOf(a))[0];
    if (latestStep !== undefined)
      yield {
        code: 'DATE006',
        pointer: `/${field}`,
        message: `${field} is ${currentStep}, but ${stepsField} has the later step ${latestStep}`,
        hint: `write ${field}: ${latestStep}, or add the party if only one took the step`,
      };
  }
}

/** True if all parties took a step that comes after the current one. A current step with a later date was resumed. */
const isLaterStep = (step: string, currentStep: string, steps: JsonObject, stepOrder: readonly string[]): boolean => {
  const details = steps[step];
  if (!isJsonObject(details) || details['party'] !== undefined) return false;
  if (stepOrder.indexOf(step) <= stepOrder.indexOf(currentStep)) return false;
  const [currentDate, stepDate] = [dateAt(steps, [currentStep, 'date']), dateAt(details, ['date'])];
  return !(currentDate && stepDate && isAfter(currentDate, stepDate));
};

/** Finds records older than the record they succeed, or too far in time from a record that they refer to. */
function* checkReferencedDates(
  { findRecord }: RuleContext,
  { type, data }: RecordUnderTest,
  { ownDatePath, maxDaysApart }: DateConstraints,
): Iterable<CodedFinding> {
  if (!ownDatePath || (data['succeeds'] === undefined && maxDaysApart.size === 0)) return;
  const ownDate = dateAt(data, ownDatePath);
  if (!ownDate) return;
  for (const { path, type: targetType, id } of findReferences(type.schema, data)) {
    const target = findRecord(`${targetType}/${id}`);
    const targetDate = target && dateAt(target.data, fromDotted(target.type.schema['x-date'] ?? ''));
    if (!targetDate) continue;
    if (path[0] === 'succeeds' && targetType === type.name && isAfter(targetDate, ownDate))
      yield {
        code: 'DATE004',
        pointer: toPointer(path),
        message: `${id} is newer than this record, which should succeed it`,
        hint: 'reverse the reference',
      };
    const maxDays = path.length === 1 ? maxDaysApart.get(String(path[0])) : undefined;
    const daysApart = Math.max(daysBetween(ownDate, targetDate), daysBetween(targetDate, ownDate));
    if (maxDays !== undefined && daysApart > maxDays)
      yield {
        code: 'DATE005',
        pointer: toPointer(path),
        message: `${id} is ${daysApart} days away from ${toDotted(ownDatePath)}`,
        hint: 'check both dates',
        cause: `${targetType}/${id}`,
      };
  }
}

const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

/** Minimum number of days from the first date to the second; negative if the second may be earlier. */
const daysBetween = (first: DateInterval, second: DateInterval): number =>
  (Date.parse(second.from) - Date.parse(first.to)) / MILLISECONDS_PER_DAY;

const dateAt = (data: JsonObject, path: readonly string[]): DateInterval | undefined => {
  const value = valueAt(data, path);
  return typeof value === 'string' ? parseDate(value) : undefined;
};
