import { throwIfAny } from '../../errors.ts';
import { inspect } from '../inspect.ts';
import { type ReadOptions, withPackage } from '../read-package.ts';
import { walk } from '../walk.ts';
import { FolderWriter } from './folder-writer.ts';
import { refusals, willBeLeftOut } from './refusals.ts';

export interface ExtractOptions extends ReadOptions {
  /**
   * Gives files the owners that the package names, and their set-user-id bits; only root can.
   * Else they are the caller's, without such bits.
   */
  readonly owners?: boolean;
}

export interface Extracted {
  /** Paths in the package, as they were written. */
  readonly written: readonly string[];
  /** What is never written: devices, pipes, sockets. */
  readonly leftOut: readonly string[];
}

/**
 * Writes the files of a package into a folder, which is made if it is not there. The package is
 * read as a whole before, and nothing is written when any part of it is damaged or unsafe. No file
 * that is there already is replaced, and no symbolic link below the folder is followed; when
 * something goes wrong, what was written is removed again. Throws, besides what `inspect` throws,
 * `path_unsafe`, `target_conflict` and `target_unwritable`.
 */
export async function extract(
  input: string | Uint8Array,
  folder: string,
  options: ExtractOptions = {},
): Promise<Extracted> {
  const { entries, file } = await inspect(input, options);
  throwIfAny(refusals(entries, file));
  const writer = await FolderWriter.open(folder, options.owners === true);
  try {
    await withPackage(input, options, ({ reading, found }) => walk(found, reading, writer));
    await writer.finish();
  } catch (cause) {
    await writer.undo();
    throw cause;
  }
  const leftOut = entries.filter(willBeLeftOut).map(({ path }) => path);
  return { written: writer.written, leftOut };
}
