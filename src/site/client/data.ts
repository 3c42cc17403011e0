import type { RecordSteps, SiteData, SiteFilterRows, SiteNetwork, SitePlaces, SiteShapes } from '../site-data.ts';

declare global {
  interface Window {
    readonly MINERALS: SiteData;
    readonly MINERALS_FILTERS?: readonly SiteFilterRows[];
    readonly MINERALS_NAMES?: readonly string[];
    readonly MINERALS_NETWORK?: SiteNetwork;
    readonly MINERALS_PLACES?: SitePlaces;
    readonly MINERALS_SHAPES?: SiteShapes;
  }
}

/** A value of a filter, as the address and the command line have it. */
interface FilterValue {
  readonly value: string;
  readonly label: string;
  readonly steps: RecordSteps;
}

export interface SiteFilter {
  readonly name: string;
  readonly title: string;
  readonly values: readonly FilterValue[];
}

let filters: readonly SiteFilter[] | undefined;

/** The filters; none before their script is loaded. */
export const siteFilters = (): readonly SiteFilter[] => {
  if (filters) return filters;
  if (!window.MINERALS_FILTERS) return [];
  const { name: names, id, type, typeNames } = window.MINERALS;
  filters = window.MINERALS_FILTERS.map(({ name, title, isMixed, values }) => ({
    name,
    title,
    values: values.map(([value, steps, label = '']) => {
      if (typeof value === 'string') return { value, steps, label };
      const ownId = id[value] ?? '';
      const ref = `${typeNames[type[value] ?? 0]}/${ownId}`;
      return { value: isMixed ? ref : ownId, steps, label: names[value] ?? ownId };
    }),
  }));
  return filters;
};

const requested = new Map<string, Promise<void>>();

/** Loads a script of the site once; also works from a folder, unlike a request for data. */
export const loadScript = (name: string): Promise<void> => {
  const known = requested.get(name);
  if (known) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = name;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${name} cannot be loaded`)));
    document.head.append(script);
  });
  requested.set(name, loading);
  return loading;
};

/** Address of the page of a record. */
export const recordAddress = (position: number): string => {
  const { typeNames, type, id } = window.MINERALS;
  return `${encodeURIComponent(typeNames[type[position] ?? 0] ?? '')}/${folderName(id[position] ?? '')}/index.html`;
};

/** An id as the name of its folder, as a part of an address: ids that are not valid are encoded twice. */
const folderName = (id: string): string => encodeURI(encodeURIComponent(id));
