import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** A reference page that is generated from the program. */
export interface Page {
  /** Path from the root of the package. */
  readonly file: string;
  /** Generates the text; `root` is the folder of the package. */
  readonly text: (root: string) => string | Promise<string>;
}

/** Escapes a text for a cell of a Markdown table. */
export const escapeCell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

/** Formats TypeScript as the rest of the sources. */
export const formatTypeScript = async (root: string, source: string): Promise<string> =>
  format(source, { ...(await resolveConfig(join(root, 'src', 'index.ts'))), parser: 'typescript' });
