import { type Data, isData, type Record as DataRecord, refOf, type Value, whole } from '../../model/record.ts';
import type { Exporter } from './exporter.ts';

/** The records that lie somewhere, as points (RFC 7946): those with a field `{lat, lon}`. */
export const geojson: Exporter = ({ records }) => {
  const features = [...records.values()].flat().flatMap(featuresOf);
  return new Map([['minerals.geojson', `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`]]);
};

const featuresOf = (record: DataRecord): object[] =>
  Object.entries(record.data).flatMap(([field, value]) => {
    if (!isPoint(value)) return [];
    const { [field]: _, evidence: __, ...properties }: Data = whole(record);
    const geometry = { type: 'Point', coordinates: [value.lon, value.lat] };
    return [{ type: 'Feature', id: refOf(record), geometry, properties }];
  });

const isPoint = (value: Value): value is { lat: number; lon: number } =>
  isData(value) && within(value['lat'], 90) && within(value['lon'], 180);

const within = (degrees: Value | undefined, limit: number): boolean =>
  typeof degrees === 'number' && Math.abs(degrees) <= limit;
