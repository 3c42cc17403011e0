import { createHash } from 'node:crypto';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReportHost } from '../core/model/diagnostic.ts';

/** Hashes, and addresses of files, for reports of diagnostics. */
export const reportHost: ReportHost = {
  hash: (text) => createHash('sha256').update(text).digest('hex'),
  locateFile: (file) => {
    if (isAbsolute(file)) return { uri: pathToFileURL(file.toWellFormed()).href, isAbsolute: true };
    return { uri: file.toWellFormed().split(sep).map(encodeURIComponent).join('/'), isAbsolute: false };
  },
};
