import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { foldersIn } from './removal.ts';

/** Why a cache cannot be used. */
export interface Unusable {
  readonly why: string;
  /** What to do about it, where that is known. */
  readonly hint?: string;
}

/** Bits of a folder's mode that let others than its owner write. */
const WRITERS = [
  { bit: 0o002, who: 'everybody' },
  { bit: 0o020, who: 'its group' },
];

/**
 * What is in an entry goes into packages, so nobody else is to write where they are. Root may use
 * the cache of another user.
 */
export async function whyNotTrusted(path: string): Promise<Unusable | undefined> {
  const whole = await stat(path);
  const user = process.geteuid?.() ?? 0;
  const owners = [0, user, ...(user === 0 ? [whole.uid] : [])];
  // There may be 256: one after the other, they took 10 ms and more.
  const within = (await foldersIn(path)).map(async (name) => ({
    what: `its folder ${name}`,
    // One that was deleted meanwhile is in nobody's way.
    stats: await stat(join(path, name)).catch(() => undefined),
  }));
  for (const { what, stats } of [{ what: 'it', stats: whole }, ...(await Promise.all(within))]) {
    if (!stats) continue;
    const writer = WRITERS.find(({ bit }) => stats.mode & bit);
    if (writer) return { why: `${writer.who} may write to ${what}`, hint: closing(path) };
    if (!owners.includes(stats.uid)) return { why: `${what} belongs to another user` };
  }
  return undefined;
}

/** A command for a shell. */
function closing(path: string): string {
  return `chmod -R go-w '${path.replaceAll("'", String.raw`'\''`)}'`;
}
