import { asText, type JsonValue } from '../../core/model/record.ts';
import { joinList, type Relation } from '../../core/model/relation.ts';
import type { Exporter } from './exporter.ts';

/**
 * GeoJSON (RFC 7946) with a feature for each record of the types that have coordinates. Records without coordinates have the
 * geometry null. Programs for maps read no nested properties, so lists are joined.
 */
export const exportGeojson: Exporter = ({ relations }) => {
  const features = relations().flatMap(toFeatures);
  return new Map([['minerals.geojson', `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`]]);
};

const LATITUDE = /(?:^|_)lat$/;

const toFeatures = ({ recordType, fields, rows }: Relation): object[] => {
  const names = fields.map(({ name }) => name);
  const latitude = names.findIndex((name) => LATITUDE.test(name));
  if (recordType === undefined || latitude < 0) return [];
  const longitude = names.indexOf(names[latitude]?.replace(LATITUDE, (end) => end.replace('lat', 'lon')) ?? '');
  if (longitude < 0) return [];
  return rows.map((row) => {
    const cells = row.map((value, column) => [names[column] ?? '', joinList(value)] as const);
    const properties = Object.fromEntries(
      cells.filter(([, value], column) => value !== undefined && column !== latitude && column !== longitude),
    );
    const geometry = toPoint(row[latitude], row[longitude]);
    return {
      type: 'Feature',
      id: `${recordType}/${asText(row[0]) ?? ''}`,
      geometry,
      properties: { type: recordType, ...properties },
    };
  });
};

const toPoint = (lat: JsonValue | undefined, lon: JsonValue | undefined): object | null => {
  if (!isCoordinate(lat, 90) || !isCoordinate(lon, 180)) return null;
  return { type: 'Point', coordinates: [lon, lat] };
};

const isCoordinate = (degrees: JsonValue | undefined, limit: number): boolean =>
  typeof degrees === 'number' && Math.abs(degrees) <= limit;
