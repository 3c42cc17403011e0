import { commandsPage } from './commands.ts';
import { fieldsPage } from './fields.ts';
import { rulesPage } from './rules.ts';
import type { Page } from './page.ts';
import { operationTypesPage } from './operation-types.ts';
import { typesPage } from './types.ts';

export const pages: readonly Page[] = [commandsPage, fieldsPage, rulesPage, typesPage, operationTypesPage];
