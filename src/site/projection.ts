import { geoEqualEarth, type GeoProjection } from 'd3-geo';

/** Size of the map of the world in pixels. */
export const MAP_SIZE = { width: 960, height: 467 } as const;

/** A point of the map, in tenths of a pixel at most. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The projection of the map: equal areas, without the Antarctic. */
export const createProjection = (): GeoProjection =>
  geoEqualEarth()
    .scale(177)
    .translate([MAP_SIZE.width / 2, MAP_SIZE.height / 2 + 25]);

/** The place of coordinates in degrees on the map; undefined if they are not on it. */
export const locateOnMap = (lat: number, lon: number): Place | undefined => {
  const point = createProjection()([lon, lat]);
  if (!point?.every(Number.isFinite)) return undefined;
  const [x, y] = point.map((value) => Math.round(value * 10) / 10);
  return x === undefined || y === undefined ? undefined : { x, y };
};
