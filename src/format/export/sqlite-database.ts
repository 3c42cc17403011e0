import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../core/model/errors.ts';

/** The part of node:sqlite that is used; the types of Node 20 lack it. */
interface SqliteModule {
  readonly DatabaseSync: new (path: string) => { readonly exec: (sql: string) => void; readonly close: () => void };
}

/** Runs scripts on an empty database. Returns the file of the database; undefined if Node has no SQLite. */
export const createDatabase = async (scripts: readonly string[]): Promise<Uint8Array | undefined> => {
  const sqlite = await loadSqlite();
  if (!sqlite) return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'minerals-'));
    const path = join(folder, 'minerals.db');
    const database = new sqlite.DatabaseSync(path);
    try {
      // The file is thrown away if the program is interrupted, so that it needs no journal.
      database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
      for (const script of scripts) database.exec(script);
      database.exec('PRAGMA optimize; VACUUM;');
    } finally {
      database.close();
    }
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new UserError(
      `cannot build minerals.db in ${folder ?? tmpdir()}: ${(error as Error).message}`,
      'free some space, or set TMPDIR to a folder on another disk',
    );
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
};

const loadSqlite = async (): Promise<SqliteModule | undefined> => {
  const name: string = 'node:sqlite';
  try {
    return (await import(name)) as SqliteModule;
  } catch {
    return undefined;
  }
};
