import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How full the folder may be after a removal, so that not every run has to do it. */
const AFTERWARDS = 0.9;

const FOLDER = /^[0-9a-f]{2}$/;
/** An entry, or one that is being written. */
const ENTRY = /^[0-9a-f]{64}(?:\.[0-9a-f-]{36})?$/;

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

/** When entries are more than `limit` bytes, removes those that were not used for longest. */
export async function removeOldest(path: string, limit: number): Promise<void> {
  const entries = await entriesIn(path);
  let size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size <= limit) return;
  for (const entry of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (size <= limit * AFTERWARDS) break;
    await rm(entry.path, { force: true }).catch(() => {});
    size -= entry.size;
  }
}

/** Names of the folders that entries are in. */
export function foldersIn(path: string): Promise<string[]> {
  return namesIn(path, FOLDER);
}

/** Other files that may be in the folder are none of ours. */
async function entriesIn(path: string): Promise<Kept[]> {
  const entries: Kept[] = [];
  for (const folder of await foldersIn(path)) {
    for (const name of await namesIn(join(path, folder), ENTRY)) {
      const file = join(path, folder, name);
      const stats = await stat(file).catch(() => undefined);
      if (stats) entries.push({ path: file, size: stats.size, usedAt: stats.mtimeMs });
    }
  }
  return entries;
}

/** Also what another process removes at the same time is not there. */
async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => pattern.test(name));
}
