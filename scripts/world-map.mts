import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoPath } from 'd3-geo';
import type { FeatureCollection } from 'geojson';
import countryCodes from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { createProjection, MAP_SIZE } from '../src/site/projection.ts';

/** Shapes with a smaller area, in square pixels, are drawn as circles. */
const SMALL_AREA = 4;

/** Numeric code of Antarctica, which would take a fifth of the height. */
const ANTARCTICA = '010';

const readCountries = (root: string, scale: '110m' | '50m'): FeatureCollection['features'] => {
  const file = createRequire(`${root}package.json`).resolve(`world-atlas/countries-${scale}.json`);
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  const { features } = feature(topology, topology.objects.countries);
  return features.filter(({ id }) => id !== ANTARCTICA);
};

/** The code of a shape's country. Some shapes have no number: what they are is disputed. */
const codeOf = (number: string | number | undefined): string | undefined =>
  number === undefined ? undefined : countryCodes.numericToAlpha2(String(number));

/** The borders of the countries as [code or '', path]. */
const drawShapes = (root: string, scale: '110m' | '50m', digits: number): [code: string, path: string][] => {
  const toPath = geoPath(createProjection()).digits(digits);
  return readCountries(root, scale).flatMap((country) => {
    const path = toPath(country);
    return path === null ? [] : [[codeOf(country.id) ?? '', path] as [string, string]];
  });
};

/** Small countries as [code, x, y]. */
const findCircles = (root: string): [code: string, x: number, y: number][] => {
  const toPath = geoPath(createProjection());
  const coarse = readCountries(root, '110m').filter((country) => toPath.area(country) >= SMALL_AREA);
  const drawn = new Set(coarse.map(({ id }) => codeOf(id)));
  return readCountries(root, '50m').flatMap((country) => {
    const code = codeOf(country.id);
    if (code === undefined || drawn.has(code)) return [];
    const [x, y] = toPath.centroid(country);
    return [[code, Math.round(x), Math.round(y)] as [string, number, number]];
  });
};

/** Scripts with the map of the world: plain borders, and finer ones for looking closer. `root` has the packages. */
export const drawWorld = (root: string): { readonly plain: string; readonly fine: string } => ({
  plain: `MINERALS.world = ${JSON.stringify({ ...MAP_SIZE, shapes: drawShapes(root, '110m', 0), circles: findCircles(root) })};\n`,
  fine: `MINERALS.addFineWorld(${JSON.stringify(drawShapes(root, '50m', 1))});\n`,
});
