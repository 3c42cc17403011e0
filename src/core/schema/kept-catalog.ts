import { type Catalog, createCatalog, type RecordType, type Schema, toCatalog } from './catalog.ts';

/**
 * A catalog as one JSON text, because reading, checking and expanding the schemas takes longer than a query. Parts of schemas
 * that occur in several places are objects of their own, which a path in `links` puts back into each place.
 */
interface KeptCatalog {
  /** The texts that the catalog was created from, by file name. */
  readonly texts: readonly (readonly [file: string, text: string])[];
  readonly types: readonly (Omit<RecordType, 'schema'> & { readonly node: number })[];
  readonly nodes: readonly object[];
  /** Number of a node, the keys within it, and the number of the node that belongs there. */
  readonly links: readonly (readonly [node: number, keys: readonly string[], target: number])[];
  readonly annotations: Pick<Catalog, 'filterDescriptions' | 'synonyms'>;
}

/** Creates a catalog from the texts of the schemas and returns it as JSON. */
export const keepCatalog = (texts: ReadonlyMap<string, string>): string => {
  const catalog = createCatalog('', texts);
  const roots = catalog.types.map(({ schema }) => schema);
  const shared = new Set<object>([...roots, ...findSharedObjects(roots)]);
  const numbers = new Map([...shared].map((node, number) => [node, number]));
  const links: [number, string[], number][] = [];
  const nodes = [...shared].map((node, number) => {
    const copy = (value: unknown, keys: readonly string[]): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      const target = numbers.get(value);
      if (target !== undefined && keys.length > 0) {
        links.push([number, [...keys], target]);
        return 0;
      }
      if (Array.isArray(value)) return value.map((item, index) => copy(item, [...keys, String(index)]));
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child, [...keys, key])]));
    };
    return copy(node, []) as object;
  });
  const kept: KeptCatalog = {
    texts: [...texts],
    types: catalog.types.map(({ schema, ...type }) => ({ ...type, node: numbers.get(schema) ?? 0 })),
    nodes,
    links,
    annotations: { filterDescriptions: catalog.filterDescriptions, synonyms: catalog.synonyms },
  };
  return JSON.stringify(kept);
};

/**
 * Opens a kept catalog; undefined if it was created from other texts. `readTexts` reads the texts to compare; without it, the
 * kept catalog is trusted.
 */
export const openKeptCatalog = (
  folder: string,
  json: string,
  readTexts?: () => ReadonlyMap<string, string>,
): Catalog | undefined => {
  const { texts, types, nodes, links, annotations } = JSON.parse(json) as KeptCatalog;
  if (readTexts) {
    const current = readTexts();
    if (current.size !== texts.length || texts.some(([file, text]) => current.get(file) !== text)) return undefined;
  }
  for (const [node, keys, target] of links) {
    let place = nodes[node] as Record<string, unknown>;
    for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>;
    place[keys.at(-1) ?? ''] = nodes[target];
  }
  // The paths of the schemas were kept without the folder.
  const recordTypes = types.map(({ file, node, ...type }) => ({
    ...type,
    file: `${folder}${file}`,
    schema: nodes[node] as Schema,
  }));
  return toCatalog(folder, recordTypes, annotations, () => new Map(texts));
};

/** The objects that occur in more than one place. */
const findSharedObjects = (roots: readonly object[]): Set<object> => {
  const [visited, shared] = [new Set<object>(), new Set<object>()];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (visited.has(value)) shared.add(value);
    else {
      visited.add(value);
      for (const child of Object.values(value)) visit(child);
    }
  };
  for (const root of roots) visit(root);
  return shared;
};
