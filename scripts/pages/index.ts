import { commands } from './commands.ts';
import { fields } from './fields.ts';
import { rules } from './rules.ts';
import type { Page } from './page.ts';
import { types } from './types.ts';

export const pages: readonly Page[] = [commands, fields, rules, types];
