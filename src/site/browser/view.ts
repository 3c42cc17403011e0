import type { RecordData, SiteData } from './data.ts';
import type { SelectedRecord } from './selection.ts';

/** Selection that a view shows, and the conditions that it can change. */
export interface ViewContext {
  readonly selection: readonly SelectedRecord[];
  readonly site: SiteData;
  readonly state: URLSearchParams;
  /** The address of the page with another value of a field. */
  readonly addressWith: (field: string, value: string) => string;
}

export const recordAddress = (type: string, [id]: RecordData): string =>
  `${encodeURIComponent(type)}/${encodeURIComponent(encodeURIComponent(id))}/index.html`;
