import { SNAPSHOT_VERSION } from '../src/node/open.ts';
import { openSnapshot } from '../src/node/snapshot.ts';

/** True if a snapshot file can be opened and is intact. */
export const isReadable = async (file: string): Promise<boolean> =>
  (await openSnapshot(file, SNAPSHOT_VERSION)?.isIntact()) ?? false;
