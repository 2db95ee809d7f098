// Names of files that are not finished: `.NAME.PID-XXXXXXXX.jaco-pkg.tmp`, beside their target.
// Hidden, on the same file system, and recognisable as ours should the process be killed.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processExists } from './process.ts';

/** NAME_MAX is 255 bytes almost everywhere, and the affixes take up to 42. */
const LONGEST_NAME = 200;

const OWN = /^\.(.+)\.(\d+)-[0-9a-f]{8}\.jaco-pkg\.tmp$/;

/** Names this process uses right now. */
const inUse = new Set<string>();

/** A new temporary path for a file of some name; {@link release} it when it is gone. */
export function reserve(folder: string, name: string): string {
  const random = randomBytes(4).toString('hex');
  const path = join(folder, `.${shorten(name)}.${process.pid}-${random}.jaco-pkg.tmp`);
  inUse.add(path);
  return path;
}

/** Forgets a temporary path that no longer exists, or should not. */
export function release(path: string): void {
  inUse.delete(path);
}

/** Removes what runs that were killed have left behind of a file, or a folder, of this name. */
export async function removeStale(folder: string, name: string): Promise<void> {
  const siblings = await readdir(folder).catch(() => []);
  for (const sibling of siblings) {
    const [, of, pid] = OWN.exec(sibling) ?? [];
    if (of !== shorten(name) || pid === undefined) continue;
    const path = join(folder, sibling);
    if (inUse.has(path) || lives(Number(pid))) continue;
    await rm(path, { force: true, recursive: true }).catch(() => {});
  }
}

/** Whether another process has this id. In a container a new process often has the old one's. */
function lives(pid: number): boolean {
  return pid !== process.pid && processExists(pid);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name;
  return createHash('sha256').update(name).digest('hex');
}
