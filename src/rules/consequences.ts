import { definedItems } from '../core/model/defined-only.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { groupBy } from '../core/model/group-by.ts';
import type { Ref } from '../core/model/record.ts';
import { pluralize } from '../core/model/text.ts';

/** A diagnostic, and the record in which the mistake may be that it follows from. */
export interface CausedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly cause?: Ref | undefined;
}

/** Places in which a mistake can be that others follow from. */
export interface Causes {
  /** The diagnostic that says why a record is missing: its file or folder has a wrong name, or it is in a wrong folder. */
  readonly reasonOf: (ref: Ref) => Diagnostic | undefined;
  /** A diagnostic at the date of a record, if its file is checked. */
  readonly atDate: (ref: Ref, code: string, message: string) => Diagnostic | undefined;
}

/** Number of diagnostics with one cause that are still listed one by one: each may be a mistake of its own. */
const MAX_SEPARATE = 3;

/**
 * Merges diagnostics that follow from one mistake into one, which counts them: into the diagnostic of the mistake, or else,
 * if there are many, into a diagnostic at the record that all of them are about.
 */
export const mergeConsequences = (diagnostics: readonly CausedDiagnostic[], causes: Causes): Diagnostic[] => {
  const separate = diagnostics.filter(({ cause }) => cause === undefined).map(({ diagnostic }) => diagnostic);
  const caused = diagnostics.filter(({ cause }) => cause !== undefined);
  const groups = groupBy(caused, ({ cause, diagnostic }) => [`${diagnostic.code} ${cause}`]);
  const merged: Diagnostic[] = [];
  const consequenceCounts = new Map<Diagnostic, number>();
  for (const members of groups.values()) {
    const [first] = members;
    if (first?.cause === undefined) continue;
    const reason = first.diagnostic.code === 'REF001' ? causes.reasonOf(first.cause) : undefined;
    if (reason) consequenceCounts.set(reason, (consequenceCounts.get(reason) ?? 0) + members.length);
    else if (members.length > MAX_SEPARATE) merged.push(summarize(first.cause, members, causes));
    else merged.push(...members.map(({ diagnostic }) => diagnostic));
  }
  const explained = separate.map((diagnostic) => {
    const count = consequenceCounts.get(diagnostic) ?? 0;
    return count === 0
      ? diagnostic
      : withMore(diagnostic, `${pluralize(count, 'reference')} in other records lead nowhere because of it`);
  });
  const all = [...explained, ...merged];
  const filesWithOthers = new Set(all.filter(({ code }) => code !== UNLISTED).map(({ file }) => file));
  return all.filter(({ code, file }) => code !== UNLISTED || filesWithOthers.has(file));
};

/** Code of the count of diagnostics that are not listed for a file. */
const UNLISTED = 'FILE006';

/** One diagnostic for many with the same cause. */
const summarize = (cause: Ref, members: readonly CausedDiagnostic[], { atDate }: Causes): Diagnostic => {
  const [first, ...others] = members.map(({ diagnostic }) => diagnostic);
  if (!first) throw new Error(`no diagnostics to summarize for ${cause}`);
  if (first.code === 'REF001') return withMore(first, `${others.length} more references lead to it`);
  const message = `the date is far from those of ${members.length} records that refer to this one, such as ${first.file}`;
  return atDate(cause, first.code, message) ?? withMore(first, `so are ${others.length} more records`);
};

/**
 * Merges diagnostics of one file that repeat one mistake: a key that is misspelt in each row, anchors and aliases. If the
 * file was not checked to its end, the count says "at least".
 */
export const mergeRepeated = (diagnostics: readonly CausedDiagnostic[], isComplete: boolean): CausedDiagnostic[] => {
  const atLeast = isComplete ? '' : 'at least ';
  const repetitions = groupBy(diagnostics, ({ diagnostic }) => definedItems([repetitionKey(diagnostic)]));
  return diagnostics.flatMap((caused) => {
    const members = repetitions.get(repetitionKey(caused.diagnostic) ?? '');
    if (!members || members.length === 1) return [caused];
    if (members[0] !== caused) return [];
    const more = `the same mistake is in ${atLeast}${pluralize(members.length - 1, 'more place')} of this file`;
    return [{ ...caused, diagnostic: withMore(caused.diagnostic, more) }];
  });
};

/** Codes of mistakes that are made once and repeated. */
const REPEATABLE = new Set(['SCH002', 'YAML003']);

const repetitionKey = ({ code, message }: Diagnostic): string | undefined => {
  if (!REPEATABLE.has(code)) return undefined;
  return `${code} ${message.replace(/^the (?:anchor|alias) .*/, 'anchors and aliases')}`;
};

const withMore = (diagnostic: Diagnostic, more: string): Diagnostic => ({
  ...diagnostic,
  message: `${diagnostic.message}; ${more}`,
});
