import { link, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemCode } from '../errors.ts';
import { temporaryPath } from './temporary.ts';

interface Replacement {
  readonly temporary: string;
  readonly path: string;
}

interface Done {
  /** Puts back what was there before. */
  undo(): Promise<void>;
  /** Gives up what was there before. */
  settle(): Promise<void>;
}

/**
 * Gives files their final names: all of them, or on an error none.
 * @param fail turns what went wrong with one path into the error to throw
 */
export async function renameAll(
  replacements: readonly Replacement[],
  fail: (path: string, cause: unknown) => never,
): Promise<void> {
  const done: Done[] = [];
  for (const { temporary, path } of replacements) {
    // A single rename needs no way back.
    const way = replacements.length > 1 ? await wayBack(path) : undefined;
    try {
      await rename(temporary, path);
    } catch (cause) {
      await way?.settle();
      for (const { undo } of done.reverse()) await undo();
      fail(path, cause);
    }
    if (way) done.push(way);
  }
  for (const { settle } of done) await settle();
}

/** Keeps a second name for what is at a path, until it is known that it may go. */
async function wayBack(path: string): Promise<Done> {
  const backup = temporaryPath(dirname(path), basename(path));
  const missing = await link(path, backup).then(() => '', systemCode);
  const settle = async () => {
    if (missing === '') await rm(backup, { force: true }).catch(() => {});
  };
  const undo = async () => {
    if (missing === '') await rename(backup, path).catch(() => {});
    // Without hard links the old file cannot be kept: the new one is better than none.
    else if (missing === 'ENOENT') await rm(path, { force: true }).catch(() => {});
  };
  return { undo, settle };
}
