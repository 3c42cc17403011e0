import { definedItems } from '../../core/model/defined-only.ts';
import type { Block, ListItem } from '../../core/model/block.ts';

interface ReportParts {
  /** The title block, if the report has one. */
  readonly title: readonly Block[];
  readonly body: readonly Block[];
  readonly sources: readonly ListItem[];
}

/** Splits the blocks of a report into title, body and sources. */
export const splitSources = ([title, ...blocks]: readonly Block[]): ReportParts => ({
  title: definedItems([title]),
  body: blocks.filter((block) => !('sources' in block)),
  sources: blocks.flatMap((block) => ('sources' in block ? block.sources : [])),
});
