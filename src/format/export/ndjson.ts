import { toPlainObject } from '../../model/record.ts';
import type { Exporter } from './exporter.ts';

/** A file for each type, a record a line. */
export const exportNdjson: Exporter = ({ records }) =>
  new Map(
    Array.from(records, ([folder, all]) => [
      `${folder}.ndjson`,
      all.map((record) => `${JSON.stringify(toPlainObject(record))}\n`).join(''),
    ]),
  );
