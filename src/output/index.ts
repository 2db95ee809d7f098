import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { JacoPkgError, systemCode } from '../errors.ts';
import { chunksOf, type Segment } from '../model/segment.ts';

export interface Written {
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /** Lowercase hex. */
  readonly sha256: string;
}

/**
 * Writes a set of files: all of them, or none. Each is written in full beside its target under
 * a temporary name; {@link commit} renames them once every one is safe on disk.
 */
export class OutputSet {
  readonly #staged: { readonly temporary: string; readonly written: Written }[] = [];
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Writes one file under its temporary name. */
  async stage(path: string, segments: readonly Segment[]): Promise<Written> {
    const temporary = join(dirname(path), temporaryName(basename(path)));
    const file = await open(temporary, 'wx', 0o666).catch((cause) => fail(path, cause));
    try {
      const { size, sha256 } = await this.#write(file, segments);
      await file.sync();
      await file.close();
      const written = { path, size, sha256 };
      this.#staged.push({ temporary, written });
      return written;
    } catch (cause) {
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
      return fail(path, cause);
    }
  }

  /** Gives every file its final name, and makes the names last. */
  async commit(): Promise<Written[]> {
    this.#signal?.throwIfAborted();
    for (const { temporary, written } of this.#staged) {
      await rename(temporary, written.path).catch((cause) => fail(written.path, cause));
    }
    const folders = new Set(this.#staged.map(({ written }) => dirname(written.path)));
    for (const folder of folders) await syncFolder(folder);
    return this.#staged.splice(0).map(({ written }) => written);
  }

  /** Removes what was staged and not committed. */
  async discard(): Promise<void> {
    await Promise.all(this.#staged.map(({ temporary }) => rm(temporary, { force: true })));
  }

  async #write(file: FileHandle, segments: readonly Segment[]) {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of chunksOf(segments)) {
      this.#signal?.throwIfAborted();
      hash.update(chunk);
      await file.writeFile(chunk);
      size += chunk.length;
    }
    return { size, sha256: hash.digest('hex') };
  }
}

/** Hidden, and recognisable as ours should the process be killed. */
function temporaryName(name: string): string {
  return `.${name}.${process.pid}-${randomBytes(4).toString('hex')}.jaco-pkg.tmp`;
}

async function syncFolder(folder: string): Promise<void> {
  // Not every file system lets a folder be opened or synced; the files themselves are.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function fail(path: string, cause: unknown): never {
  const code = systemCode(cause);
  if (cause instanceof JacoPkgError || code === '') throw cause;
  const hints: Record<string, string> = {
    ENOENT: 'create the folder first',
    ENOTDIR: 'a part of the path is not a folder',
    EACCES: 'make the folder writable, or choose another target',
    EROFS: 'the file system is read-only; choose another target',
    ENOSPC: 'make room on the disk',
    EDQUOT: 'make room on the disk',
    EISDIR: 'a folder has that name; choose another target',
  };
  const hint = hints[code];
  throw new JacoPkgError(
    { code: 'target_unwritable', message: `cannot write ${path}: ${code}`, ...(hint && { hint }) },
    { cause },
  );
}
