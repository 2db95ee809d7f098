// A folder that was not there before appears whole: until then it is beside its place, under a name
// that tells whose it is, so that the next extraction removes what one that was killed has left.
import { lstat, mkdir, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemCode } from '../../errors.ts';
import { makeFolders, removeFolders } from '../../folders.ts';
import { removeStale, temporaryPath } from '../../output/temporary.ts';

export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Where it is until it is whole; undefined for one that was there before. */
  readonly staged: string | undefined;
  /** Folders that were made, the outermost first. */
  readonly made: readonly string[];
}

export async function makeFolder(path: string): Promise<Folder> {
  if (await isThere(path)) {
    // Fails where it is no folder.
    await makeFolders(path);
    return { path, staged: undefined, made: [] };
  }
  const around = dirname(path);
  const made = await makeFolders(around);
  try {
    await removeStale(around, basename(path));
    const staged = temporaryPath(around, basename(path));
    await mkdir(staged);
    return { path, staged, made: [...made, staged] };
  } catch (cause) {
    await removeFolders(made);
    throw cause;
  }
}

/** Gives the folder its name. */
export async function appear({ path, staged }: Folder): Promise<void> {
  if (staged !== undefined) await rename(staged, path);
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (cause) => systemCode(cause) !== 'ENOENT',
  );
}
