import { refOf, toPlainObject } from '../../core/model/record.ts';
import type { Exporter } from './exporter.ts';

/** One file per type, one record per line. */
export const exportNdjson: Exporter = ({ records, selected }) =>
  new Map(
    Array.from(records, ([folder, recordsOfType]) => [
      `${folder}.ndjson`,
      recordsOfType
        .map((record) => {
          const fields = toPlainObject(record);
          if (!selected) return `${JSON.stringify(fields)}\n`;
          return `${JSON.stringify({ ...fields, selected: selected.has(refOf(record)) })}\n`;
        })
        .join(''),
    ]),
  );
