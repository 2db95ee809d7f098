// A lock is a file that names its holder. It appears whole, by link(2), so there is never one
// without a name. One whose holder is dead is taken away by renaming it: of several that try, one
// gets it, and sees by its content whether it is the one it judged.
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JacoPkgError, systemCode } from '../errors.ts';
import { type Holder, lives } from './holder.ts';

const ATTEMPTS = 10;

export async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file the name of the lock. Throws `upgrade_locked` when a living process has it. */
export async function takeLock(own: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      await link(own, path);
      return;
    } catch (cause) {
      // Whoever has the lock removes what would become one.
      if (systemCode(cause) === 'ENOENT') throw locked(path, undefined);
      if (systemCode(cause) !== 'EEXIST') throw cause;
    }
    const text = await readLock(path);
    if (text === undefined) continue;
    const holder = parse(text);
    if (!holder || lives(holder)) throw locked(path, holder);
    await takeAway(path, text, `${own}.stale`);
  }
  throw locked(path, undefined);
}

/** Removes a lock that was found to be stale, and puts it back if it was another by then. */
async function takeAway(path: string, stale: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
    if ((await readLock(aside)) !== stale) await link(aside, path);
  } catch (cause) {
    if (!['ENOENT', 'EEXIST'].includes(systemCode(cause))) throw cause;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Text of a lock; undefined when there is none. */
export async function readLock(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, started, boot, space } = JSON.parse(text);
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
    return { pid, started: String(started), boot: String(boot), space: String(space) };
  } catch {
    return undefined;
  }
}

function locked(path: string, holder: Holder | undefined): JacoPkgError {
  const who = holder ? `process ${holder.pid}` : 'another process';
  return new JacoPkgError({
    code: 'upgrade_locked',
    message: `${who} is upgrading what is in ${dirname(path)}`,
    place: { file: path },
    hint: 'wait until it is done; if there is no such process, remove that file',
  });
}
