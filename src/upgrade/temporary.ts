import { lstat, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { holderText, lives, ownHolder, parseHolder } from '../holder.ts';
import { linkText } from './disk.ts';
import { writing } from './errors.ts';
import type { UpgradeOptions } from './options.ts';

const PREFIX = 'jaco-pkg-upgrade-';

/** A link in the folder that says which process it is of. */
const OWNER = 'owner';

type Place = Pick<UpgradeOptions, 'temporary' | 'cwd'>;

function parentOf({ temporary = tmpdir(), cwd = process.cwd() }: Place): string {
  return resolve(cwd, temporary);
}

/** Runs a task with a folder that nobody else can look into; it is gone afterwards. */
export async function withTemporary<T>(
  place: Place,
  task: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = parentOf(place);
  const folder = await writing(parent, () => mkdtemp(join(parent, PREFIX)));
  try {
    await writing(folder, () => symlink(holderText(ownHolder()), join(folder, OWNER)));
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Removes what upgrades of this user have left that were killed, as far as that can be done. */
export async function removeStale(place: Place): Promise<void> {
  const parent = parentOf(place);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const folder = join(parent, name);
    if (await isStale(folder).catch(() => false)) {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}

async function isStale(folder: string): Promise<boolean> {
  if ((await lstat(folder)).uid !== process.geteuid?.()) return false;
  const holder = parseHolder((await linkText(join(folder, OWNER))) ?? '');
  return holder !== undefined && !lives(holder);
}
