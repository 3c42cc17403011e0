import { geoEqualEarth, type GeoProjection } from 'd3-geo';

/** Size of the map, in the units of its paths. */
export const MAP_WIDTH = 1000;
export const MAP_HEIGHT = 487;

/** Projection of the map, which shows areas in their true proportion. */
export const mapProjection = (): GeoProjection =>
  geoEqualEarth().fitExtent(
    [
      [1, 1],
      [MAP_WIDTH - 1, MAP_HEIGHT - 1],
    ],
    { type: 'Sphere' },
  );

/** Position of a place on the map, rounded to a tenth; undefined outside of it. */
export const placeOnMap = (longitude: number, latitude: number): readonly [number, number] | undefined => {
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return undefined;
  const position = mapProjection()([longitude, latitude]);
  if (!position) return undefined;
  return [Math.round(position[0] * 10) / 10, Math.round(position[1] * 10) / 10];
};
