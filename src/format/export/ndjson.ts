import { toPlainObject } from '../../model/record.ts';
import type { Exporter } from './exporter.ts';

/** One file per type, one record per line. */
export const exportNdjson: Exporter = ({ records }) =>
  new Map(
    Array.from(records, ([folder, recordsOfType]) => [
      `${folder}.ndjson`,
      recordsOfType.map((record) => `${JSON.stringify(toPlainObject(record))}\n`).join(''),
    ]),
  );
