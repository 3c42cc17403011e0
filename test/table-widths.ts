import { createRequire } from 'node:module';
import { displayWidth } from '../src/format/string-width.ts';

// The build has cli-table3 measure texts as the rest of the program does. The tests run the sources, so they replace the
// package that it measures with before it is loaded.
const requireFromTable = createRequire(createRequire(import.meta.url).resolve('cli-table3'));
const path = requireFromTable.resolve('string-width');
requireFromTable(path);
const loaded = requireFromTable.cache[path];
if (loaded) loaded.exports = displayWidth;
