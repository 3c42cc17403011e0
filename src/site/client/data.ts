/** Data of the site, which its scripts put on the window. */
export interface SiteData {
  /** Titles of the types by name. */
  readonly types: { readonly [name: string]: string };
  readonly typeNames: readonly string[];
  /** Records as columns: number of the type, id, name, date. */
  readonly type: readonly number[];
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly date: readonly string[];
}

/** Distances from each record of a value to the next. */
type Steps = readonly number[];

/** A filter with the records of each of its values. A value that is a record is its position. */
interface FilterIndex {
  readonly name: string;
  readonly title: string;
  readonly isMixed: boolean;
  readonly values: readonly (readonly [value: number | string, steps: Steps, label?: string])[];
}

/** A value of a filter, as the address and the command line have it. */
interface FilterValue {
  readonly value: string;
  readonly label: string;
  readonly steps: Steps;
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

export interface SiteNetwork {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (readonly [ref: string, label: string, x: number, y: number])[];
  readonly edges: readonly (readonly [from: number, to: number, records: readonly number[]])[];
}

export interface SitePlaces {
  /** Filter of the places that have a shape. */
  readonly filter: string;
  /** Value of the filter, code of the shape, position, and 1 if it is too small to see. */
  readonly areas: readonly (readonly [value: string, code: string, x: number, y: number, small: number])[];
  readonly points: readonly (readonly [record: number, x: number, y: number])[];
}

export interface SiteShapes {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly (readonly [code: string, path: string])[];
}

declare global {
  interface Window {
    readonly MINERALS: SiteData;
    readonly MINERALS_FILTERS?: readonly FilterIndex[];
    readonly MINERALS_NAMES?: readonly string[];
    readonly MINERALS_NETWORK?: SiteNetwork;
    readonly MINERALS_PLACES?: SitePlaces;
    readonly MINERALS_SHAPES?: SiteShapes;
  }
}

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
