import { readFileSync } from 'node:fs';

/** Files of every site, which the build makes. */
export interface SiteAssets {
  /** Script of the explorer. */
  readonly explorer: string;
  /** Scripts with the shapes of the countries: coarse, and fine for a closer look. */
  readonly coarseMap: string;
  readonly fineMap: string;
  /** Position on the map of each country, by its number in ISO 3166-1, and the smallest ones. */
  readonly places: { readonly [code: string]: readonly [x: number, y: number] };
  readonly smallPlaces: readonly string[];
}

/** Reads the files that the build has written. The bundle has this module replaced by one that contains them. */
export const readAssets = (): SiteAssets =>
  JSON.parse(readFileSync(new URL('../../dist/site-assets.json', import.meta.url), 'utf8')) as SiteAssets;
