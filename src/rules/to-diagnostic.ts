import type { Diagnostic, TextSpan } from '../core/model/diagnostic.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import { rules } from './index.ts';
import type { CodedFinding } from './rule.ts';

/** Maximum length of a message and of a hint. Long values from the dataset can exceed it. */
const MAX_LENGTH = 300;

const KEPT_AT_START = 200;
const KEPT_AT_END = 90;

/** Converts a finding at a span of a file to a diagnostic. */
export const toDiagnostic = (
  file: string,
  span: TextSpan,
  { code, pointer, message, hint }: CodedFinding,
): Diagnostic => ({
  code,
  severity: severities.get(code) ?? 'error',
  message: shortenMessage(message),
  file,
  ...span,
  path: pointer,
  ...definedOnly({ hint: hint ? shortenMessage(hint) : undefined }),
});

const severities = new Map(rules.map(({ code, severity }) => [code, severity]));

/** Cuts a long text in the middle, since its end is often as informative as its beginning. */
const shortenMessage = (text: string): string => {
  if (text.length <= MAX_LENGTH) return text;
  return `${text.slice(0, KEPT_AT_START).trimEnd()} … ${text.slice(-KEPT_AT_END).trimStart()}`;
};
