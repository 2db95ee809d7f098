import { rm } from 'node:fs/promises';
import type { Versions } from './journal.ts';
import { type Switch, switchOf } from './paths.ts';
import { armSwitch, keepOld, stage } from './prepare.ts';
import { swap } from './swap.ts';
import type { Installed } from './targets.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Writes the new content of one of the files; returns its SHA-256, in hex. */
export type Stage = (file: Installed, chunks: Chunks) => Promise<string>;

/**
 * Replaces files, all at once or none. Their folders must be locked, and nothing left in them.
 * @param fill stages each of the files
 */
export async function replaceFiles<T>(
  files: readonly [Installed, ...Installed[]],
  versions: Versions,
  fill: (stage: Stage) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const [first, ...rest] = files;
  const of = switchOf([first.path, ...rest.map(({ path }) => path)]);
  const made: string[] = [];
  let filled: T;
  try {
    await keepOld(of, made);
    filled = await fill(stageOf(of));
    await armSwitch(of);
    signal?.throwIfAborted();
  } catch (cause) {
    // No target is touched yet; what cannot be removed now is by the next upgrade.
    for (const folder of made) {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
    throw cause;
  }
  await swap(of, versions, signal);
  return filled;
}

function stageOf(of: Switch): Stage {
  const byTarget = new Map(of.replacements.map((one) => [one.target, one]));
  return async ({ path, stats }, chunks) => {
    const one = byTarget.get(path);
    return one ? stage(one, stats, chunks) : '';
  };
}
