import type { Stats } from 'node:fs';
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
  const stats = await stat(path);
  const user = process.geteuid?.() ?? 0;
  const owners = [0, user, ...(user === 0 ? [stats.uid] : [])];
  for (const folder of ['', ...(await foldersIn(path))]) {
    const { mode, uid }: Stats = folder === '' ? stats : await stat(join(path, folder));
    const writer = WRITERS.find(({ bit }) => mode & bit);
    const what = folder === '' ? 'it' : `its folder ${folder}`;
    if (writer) return { why: `${writer.who} may write to ${what}`, hint: closing(path) };
    if (!owners.includes(uid)) return { why: `${what} belongs to another user` };
  }
  return undefined;
}

/** A command for a shell. */
function closing(path: string): string {
  return `chmod -R go-w '${path.replaceAll("'", String.raw`'\''`)}'`;
}
