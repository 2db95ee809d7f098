import { type FileHandle, lstat, open, readlink, rename, rm, symlink } from 'node:fs/promises';
import { systemCode } from '../errors.ts';

/** What systems answer that cannot make a folder last; where they can, errors count. */
const CANNOT_SYNC = new Set(['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']);

/** Makes last which names are in these folders, and what they stand for. */
export async function syncFolders(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    let handle: FileHandle | undefined;
    try {
      handle = await open(folder, 'r');
      await handle.sync();
    } catch (cause) {
      if (!CANNOT_SYNC.has(systemCode(cause))) throw cause;
    } finally {
      await handle?.close();
    }
  }
}

/** Text of a link; undefined for anything else, or nothing. */
export async function linkText(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (cause) {
    if (['EINVAL', 'ENOENT'].includes(systemCode(cause))) return undefined;
    throw cause;
  }
}

/** Makes a link, in one step in the place of whatever has that name. */
export async function placeLink(text: string, path: string, temporary: string): Promise<void> {
  await rm(temporary, { force: true });
  await symlink(text, temporary);
  await rename(temporary, path);
}

/** Whether two paths are names of one file; links are not followed. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = [await lstat(one, { bigint: true }), await lstat(other, { bigint: true })];
  return a.dev === b.dev && a.ino === b.ino;
}
