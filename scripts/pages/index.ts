import { commands } from './commands.ts';
import { fields } from './fields.ts';
import { rules } from './rules.ts';
import { types } from './types.ts';

/** A page of the reference, generated from what the program knows of itself. */
export interface Page {
  /** Where it stands, from the root. */
  readonly file: string;
  /** Its text; `root` is the folder of the package. */
  readonly text: (root: string) => string | Promise<string>;
}

export const pages: readonly Page[] = [commands, fields, rules, types];
