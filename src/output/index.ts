import { type FileHandle, open, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { makeFolders, removeFolders } from '../folders.ts';
import { localHasher } from '../hashing.ts';
import type { Hasher } from '../model/hasher.ts';
import { chunksOf, SCRATCH_SIZE, type Segment, sizeOf } from '../model/segment.ts';
import { BatchWriter } from './batch-writer.ts';
import { renameAll } from './commit.ts';
import { failWriting, notAFile } from './errors.ts';
import { removeStale, temporaryPath } from './temporary.ts';

export interface Written {
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /** Lowercase hex; empty if it was not asked for. */
  readonly sha256: string;
}

interface Staged {
  readonly temporary: string;
  /** Where the target is when links are followed. */
  readonly path: string;
  readonly written: Written;
  /** Settles when the bytes are safe on disk and the file is closed. */
  readonly safe: Promise<void>;
}

/**
 * Writes a set of files: all of them, or none. Each is written in full beside its target under
 * a temporary name; {@link commit} renames them once every one is safe on disk. Folders that are
 * not there are made.
 */
export class OutputSet {
  readonly #staged: Staged[] = [];
  /** Folders that were made, the outermost first. */
  readonly #made: string[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #hasher: (size: number) => Hasher | undefined;

  /** @param hasher for the SHA-256 of so many bytes; returns none where that is not wanted */
  constructor(
    signal?: AbortSignal,
    hasher: (size: number) => Hasher | undefined = () => localHasher('sha256'),
  ) {
    this.#signal = signal;
    this.#hasher = hasher;
  }

  /** Writes one file under its temporary name; `mode` is its mode, less what the umask takes. */
  async stage(target: string, segments: readonly Segment[], mode = 0o666): Promise<Written> {
    const path = await realpath(target).catch(() => target);
    await assertReplaceable(target, path);
    const made = await makeFolders(dirname(path)).catch((cause) => failWriting(target, cause));
    this.#made.push(...made);
    await removeStale(dirname(path), basename(path));
    const temporary = temporaryPath(dirname(path), basename(path));
    try {
      const file = await open(temporary, 'wx', mode);
      const written = { path: target, ...(await this.#write(file, segments)) };
      const safe = sync(file);
      // Told by commit(); until then it must not count as unhandled.
      safe.catch(() => {});
      this.#staged.push({ temporary, path, written, safe });
      return written;
    } catch (cause) {
      await remove(temporary);
      if (this.#signal?.aborted && cause === this.#signal.reason) throw cause;
      return failWriting(target, cause);
    }
  }

  /** Where a staged file is until it has its name; the target itself for one that is not staged. */
  temporaryOf(target: string): string {
    return this.#staged.find(({ written }) => written.path === target)?.temporary ?? target;
  }

  /** Gives every file its final name, and makes the names last. */
  async commit(): Promise<Written[]> {
    for (const { written, safe } of this.#staged) {
      await safe.catch((cause) => failWriting(written.path, cause));
    }
    this.#signal?.throwIfAborted();
    await renameAll(this.#staged, failWriting);
    for (const folder of new Set(this.#staged.map(({ path }) => dirname(path)))) {
      await syncFolder(folder);
    }
    this.#made.length = 0;
    return this.#staged.splice(0).map(({ written }) => written);
  }

  /** Removes what was staged and not committed, and the folders that were made for it. */
  async discard(): Promise<void> {
    const staged = this.#staged.splice(0);
    await Promise.all(
      staged.map(async ({ temporary, safe }) => {
        await safe.catch(() => {});
        await remove(temporary);
      }),
    );
    await removeFolders(this.#made.splice(0));
  }

  async #write(file: FileHandle, segments: readonly Segment[]) {
    const size = sizeOf(segments);
    const hasher = this.#hasher(size);
    const writer = new BatchWriter(file);
    const scratch = new Uint8Array(SCRATCH_SIZE);
    try {
      for await (const chunk of chunksOf(segments, scratch)) {
        this.#signal?.throwIfAborted();
        await hasher?.update(chunk);
        await writer.write(chunk);
        if (chunk.buffer === scratch.buffer) await writer.end();
      }
      await writer.end();
      return { size, sha256: hasher ? Buffer.from(await hasher.digest()).toString('hex') : '' };
    } catch (cause) {
      await file.close().catch(() => {});
      throw cause;
    }
  }
}

/** Refuses to put a file in the place of a folder or, worse, of a device. */
async function assertReplaceable(target: string, path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (stats && !stats.isFile()) throw notAFile(target, stats.isDirectory());
}

async function sync(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function remove(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => {});
}

async function syncFolder(folder: string): Promise<void> {
  // Not every file system lets a folder be opened or synced; the files themselves are.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
