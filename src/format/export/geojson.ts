import {
  type JsonObject,
  isJsonObject,
  type DatasetRecord,
  refOf,
  type JsonValue,
  toPlainObject,
} from '../../model/record.ts';
import type { Exporter } from './exporter.ts';

/** GeoJSON (RFC 7946) with a point for each field `{lat, lon}` of a record. */
export const exportGeojson: Exporter = ({ records }) => {
  const features = [...records.values()].flat().flatMap(toFeatures);
  return new Map([['minerals.geojson', `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`]]);
};

const toFeatures = (record: DatasetRecord): object[] =>
  Object.entries(record.data).flatMap(([field, value]) => {
    if (!isPoint(value)) return [];
    const { [field]: _, evidence: __, ...properties }: JsonObject = toPlainObject(record);
    const geometry = { type: 'Point', coordinates: [value.lon, value.lat] };
    return [{ type: 'Feature', id: refOf(record), geometry, properties }];
  });

const isPoint = (value: JsonValue): value is { lat: number; lon: number } =>
  isJsonObject(value) && isCoordinate(value['lat'], 90) && isCoordinate(value['lon'], 180);

const isCoordinate = (degrees: JsonValue | undefined, limit: number): boolean =>
  typeof degrees === 'number' && Math.abs(degrees) <= limit;
