import { definedItems } from '../../core/model/defined-only.ts';
import type { Block, ListItem } from '../../core/model/result.ts';

interface ReportParts {
  /** The title block, if the report has one. */
  readonly title: readonly Block[];
  readonly body: readonly Block[];
  readonly sources: readonly ListItem[];
}

/** Splits the blocks of a report into title, body and the items below the heading "Sources". */
export const splitSources = ([title, ...blocks]: readonly Block[]): ReportParts => {
  const sourcesIndex = blocks.findIndex((block) => 'heading' in block && block.heading === 'Sources');
  const bodyLength = sourcesIndex < 0 ? blocks.length : sourcesIndex;
  const sources = blocks.slice(bodyLength + 1).flatMap((block) => ('items' in block ? block.items : []));
  return { title: definedItems([title]), body: blocks.slice(0, bodyLength), sources };
};
