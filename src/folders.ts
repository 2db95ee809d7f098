import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './errors.ts';

/**
 * Makes a folder and those around it; one that is there stays as it is. Before Node 26, `recursive` of
 * Node's own `mkdir` never ends where nothing can be made and the system calls that ENOENT, as in /proc.
 * @param path absolute
 * @returns what was made, the outermost first; if it fails, that is gone again
 */
export async function makeFolders(path: string, mode?: number): Promise<string[]> {
  if (await isFolder(path)) return [];
  const around = dirname(path);
  const made = around === path ? [] : await makeFolders(around, mode);
  try {
    await mkdir(path, mode);
    return [...made, path];
  } catch (cause) {
    // Made by another process meanwhile.
    if (systemCode(cause) === 'EEXIST' && (await isFolder(path))) return made;
    await removeFolders(made);
    throw cause;
  }
}

/** Removes folders that are empty, the innermost first, up to the first that is not. */
export async function removeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].reverse()) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}
