import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/model/errors.ts';

/** Scripts of the site that the build makes: the explorer, and the map of the world in two resolutions. */
const ASSETS = ['explorer.js', 'world.js', 'world-fine.js'] as const;

/** Reads the scripts of the site from the program's folder. Throws UserError if the program was not built. */
export const readAssets = (programFolder: string): ReadonlyMap<string, string> => {
  try {
    return new Map(ASSETS.map((name) => [name, readFileSync(join(programFolder, 'dist', 'site', name), 'utf8')]));
  } catch (error) {
    throw new UserError(`the scripts of the site cannot be read: ${(error as Error).message}`, 'run: npm run build');
  }
};
