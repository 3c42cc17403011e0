// Draws the countries of the site's map from Natural Earth's borders, at two scales.
import { geoArea, geoCentroid, geoPath } from 'd3-geo';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { MAP_HEIGHT, MAP_WIDTH, mapProjection, placeOnMap } from '../src/site/projection.ts';

/** Share of the sphere below which a country is hard to see and gets a circle, in steradians. */
const SMALL_AREA = 0.0004;

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const readCountries = (scale: string, root: string): ReturnType<typeof toFeatures> => {
  const file = createRequire(`${root}package.json`).resolve(`world-atlas/countries-${scale}.json`);
  return toFeatures(JSON.parse(readFileSync(file, 'utf8')) as Countries);
};

const toFeatures = (topology: Countries) => feature(topology, topology.objects.countries).features;

/** Script with the path of each country, in the order of their codes; shapes without a code have an empty one. */
const drawCountries = (scale: string, digits: number, root: string): string => {
  const path = geoPath(mapProjection()).digits(digits);
  const shapes = readCountries(scale, root).flatMap((country) => {
    const outline = path(country);
    return outline === null ? [] : [[toCode(country.id), outline]];
  });
  return `window.MINERALS_SHAPES = ${JSON.stringify({ width: MAP_WIDTH, height: MAP_HEIGHT, shapes })};\n`;
};

const toCode = (id: string | number | undefined): string => (id === undefined ? '' : String(id).padStart(3, '0'));

/** Position of each country, and those that are too small to see or have no shape at the coarse scale. */
export const drawMaps = (root: string): object => {
  const coarseCodes = new Set(readCountries('110m', root).map(({ id }) => toCode(id)));
  const countries = readCountries('10m', root).filter(({ id }) => id !== undefined);
  // A country may be drawn as several shapes; the largest one has its name.
  const largest = countries.toSorted((a, b) => geoArea(a) - geoArea(b));
  const places = largest.flatMap((country) => {
    const [longitude, latitude] = geoCentroid(country);
    const place = placeOnMap(longitude, latitude);
    return place ? [[toCode(country.id), place] as const] : [];
  });
  const isSmall = (country: (typeof largest)[number]): boolean =>
    geoArea(country) < SMALL_AREA || !coarseCodes.has(toCode(country.id));
  const bySize = new Map(largest.map((country) => [toCode(country.id), country]));
  return {
    coarseMap: drawCountries('110m', 1, root),
    fineMap: drawCountries('50m', 1, root),
    places: Object.fromEntries(places),
    smallPlaces: [...bySize].filter(([, country]) => isSmall(country)).map(([code]) => code),
  };
};
