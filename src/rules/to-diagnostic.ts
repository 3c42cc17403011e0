import type { Diagnostic, Finding, Span } from '../model/diagnostic.ts';
import { rules } from './index.ts';

/** Characters of a message and of a hint: what data makes longer is cut. */
const LONGEST = 300;

/** What is found at a place in a file, as it is told. */
export const toDiagnostic = (
  file: string,
  span: Span,
  { code, pointer, message, hint }: Finding & { readonly code: string },
): Diagnostic => ({
  code,
  severity: severities.get(code) ?? 'error',
  message: cut(message),
  file,
  ...span,
  path: pointer,
  ...(hint ? { hint: cut(hint) } : {}),
});

const severities = new Map(rules.map(({ code, severity }) => [code, severity]));

/** A text with its middle left out where it is long: its end tells what is wrong as often as its beginning. */
const cut = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 100).trimEnd()} … ${text.slice(-90).trimStart()}`;
