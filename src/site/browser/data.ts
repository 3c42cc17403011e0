/** A record as explorer-data.ts writes it; the parts at the end may be missing. */
export type RecordData = readonly [
  id: string,
  name: string,
  date?: string,
  isDisputed?: number,
  x?: number,
  y?: number,
];

/** The records of a type, and which of them each value of each filter matches, as gaps between positions. */
export interface TypeData {
  readonly type: string;
  readonly records: readonly RecordData[];
  /** Codes of the places that each record connects. */
  readonly sides: readonly string[];
  readonly filters: { readonly [filter: string]: { readonly [value: string]: readonly number[] } };
  /** Filters that records of this type can match. */
  readonly answers: readonly string[];
}

/** Borders as [code or '', path]. */
export type Shapes = readonly (readonly [code: string, path: string])[];

/** Data that the page sets before the explorer runs, and that its scripts add later. */
export interface SiteData {
  /** Titles of the types by name, in order, and their scripts. */
  readonly types: { readonly [type: string]: { readonly title: string; readonly script: string } };
  /** Type that is shown first. */
  readonly start?: string;
  readonly placeFilter: string;
  readonly places: { readonly [code: string]: string };
  readonly network: {
    readonly width: number;
    readonly height: number;
    readonly nodes: { readonly [code: string]: readonly [x: number, y: number] };
  };
  world?: {
    readonly width: number;
    readonly height: number;
    readonly shapes: Shapes;
    readonly circles: readonly (readonly [code: string, x: number, y: number])[];
  };
  add?: (data: TypeData) => void;
  addFineWorld?: (shapes: Shapes) => void;
}

declare global {
  interface Window {
    MINERALS: SiteData;
  }
}

const loaded = new Map<string, TypeData>();
const scripts = new Map<string, Promise<void>>();

/** Loads a script of the site once. A script also works where a page is opened from a folder, unlike fetch. */
export const loadScript = (source: string): Promise<void> => {
  const known = scripts.get(source);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${source} cannot be loaded`)));
    document.head.append(script);
  });
  scripts.set(source, promise);
  return promise;
};

/** The data of some types. */
export const loadTypes = async (names: readonly string[]): Promise<readonly TypeData[]> => {
  const site = globalThis.window.MINERALS;
  site.add = (data) => loaded.set(data.type, data);
  const missing = names.filter((name) => !loaded.has(name));
  await Promise.all(missing.map((name) => loadScript(site.types[name]?.script ?? '')));
  return names.flatMap((name) => loaded.get(name) ?? []);
};
