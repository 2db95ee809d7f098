// One upgrade at a time per folder. Whoever wants the lock first puts a name of its own into the
// folder, then looks who else has one there: of two that do so at once, at least one sees the other
// and gives way, so never both have it. The name is a link whose text says which process it is of;
// one that is dead does not count, so nothing need be taken away from it.
import { randomBytes, randomInt } from 'node:crypto';
import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JacoPkgError } from '../errors.ts';
import { type Holder, holderText, lives, ownHolder, parseHolder } from '../holder.ts';
import { linkText } from './disk.ts';
import { writing } from './errors.ts';
import { FOLDER } from './paths.ts';

const PREFIX = `${FOLDER}.lock.`;

/** Two that give way to each other try again; this often, after so many milliseconds. */
const ATTEMPTS = 8;
const PAUSE = { min: 5, max: 50 } as const;

/** Names of this process that it could not remove. */
const givenUp = new Set<string>();

/** The locks of one upgrade. */
export class Locks {
  readonly #held = new Map<string, string>();

  /** Locks a folder, unless it is ours already. Throws `upgrade_locked`; hardly waits. */
  async acquire(folder: string): Promise<void> {
    if (this.#held.has(folder)) return;
    const path = join(folder, PREFIX + randomBytes(8).toString('hex'));
    let other: Lock | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await setTimeout(randomInt(PAUSE.min, PAUSE.max));
      other = await writing(path, () => enter(folder, path));
      if (!other) {
        this.#held.set(folder, path);
        return;
      }
    }
    throw locked(folder, other);
  }

  /** Gives up all locks. */
  async release(): Promise<void> {
    for (const path of this.#held.values()) await leave(path);
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

interface Lock {
  readonly path: string;
  /** Undefined when the link does not tell. */
  readonly holder: Holder | undefined;
}

/** Takes a lock, unless somebody has it or wants it: that one is the result. */
async function enter(folder: string, path: string): Promise<Lock | undefined> {
  await symlink(holderText(ownHolder()), path);
  try {
    const others = (await locksIn(folder)).filter((lock) => lock.path !== path);
    const rival = others.find(({ path: one, holder }) => {
      return !givenUp.has(one) && (!holder || lives(holder));
    });
    if (rival) await leave(path);
    else for (const { path: stale } of others) await rm(stale, { force: true }).catch(() => {});
    return rival;
  } catch (cause) {
    await leave(path);
    throw cause;
  }
}

/** What cannot be removed now does not count from now on. */
async function leave(path: string): Promise<void> {
  givenUp.add(path);
  await rm(path, { force: true }).then(
    () => givenUp.delete(path),
    () => {},
  );
}

async function locksIn(folder: string): Promise<Lock[]> {
  const locks: Lock[] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    const text = await linkText(path);
    // What is gone by now is nobody's; what is no link of ours may be anybody's.
    if (text !== undefined) locks.push({ path, holder: parseHolder(text) });
  }
  return locks;
}

function locked(folder: string, other: Lock | undefined): JacoPkgError {
  const who = other?.holder ? `process ${other.holder.pid}` : 'another process';
  return new JacoPkgError({
    code: 'upgrade_locked',
    message: `${who} is upgrading what is in ${folder}`,
    hint: `wait until it is done; if there is no such process, remove ${other?.path}`,
  });
}
