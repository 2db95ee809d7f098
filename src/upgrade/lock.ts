import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from './errors.ts';
import { ownHolder } from './holder.ts';
import { readLock, takeLock, writeWhole } from './lock-file.ts';
import { FOLDER } from './paths.ts';

const NAME = `${FOLDER}.lock`;

/** The locks of one upgrade: one upgrade at a time per folder. */
export class Locks {
  readonly #held = new Map<string, string>();

  /** Locks a folder, unless it is ours already. Throws `upgrade_locked`; never waits. */
  async acquire(folder: string): Promise<void> {
    if (this.#held.has(folder)) return;
    const path = join(folder, NAME);
    const token = randomBytes(8).toString('hex');
    const own = `${path}.${token}`;
    await writing(path, async () => {
      try {
        await writeWhole(own, JSON.stringify({ ...ownHolder(), token }));
        await takeLock(own, path);
      } finally {
        await rm(own, { force: true });
      }
      this.#held.set(folder, token);
      await removeAbandoned(folder);
    });
  }

  /** Gives up all locks. One that cannot be removed is stale when this process is gone. */
  async release(): Promise<void> {
    for (const [folder, token] of this.#held) {
      const path = join(folder, NAME);
      const isOwn = await readLock(path).then(
        (text) => text?.includes(token),
        () => false,
      );
      if (isOwn) await rm(path, { force: true }).catch(() => {});
    }
    this.#held.clear();
  }
}

/** Runs a task that may lock folders; all are unlocked after it. */
export async function withLocks<T>(task: (locks: Locks) => Promise<T>): Promise<T> {
  const locks = new Locks();
  try {
    return await task(locks);
  } finally {
    await locks.release();
  }
}

/** Removes what processes that were killed would have made their locks; only who has the lock may. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(`${NAME}.`))) {
    await rm(join(folder, name), { force: true });
  }
}
