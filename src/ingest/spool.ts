import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JacoPkgError, reasonOf } from '../errors.ts';
import { discard } from '../model/discard.ts';
import { inMemory, SCRATCH_SIZE, type Stored } from '../model/segment.ts';

const READ_SIZE = SCRATCH_SIZE;

/**
 * Keeps bytes in memory up to a cap and in one temporary file beyond it. The file has no name
 * once it is open, so nothing is left behind however the process ends.
 */
export class Spool {
  #free: number;
  #end = 0;
  #file: Promise<FileHandle> | undefined;
  #closed = false;
  readonly #folder: string;

  /** @param memory bytes to hold in memory at most */
  constructor(memory: number, folder = tmpdir()) {
    this.#free = memory;
    this.#folder = folder;
  }

  /** Bytes that still fit in memory. */
  get free(): number {
    return this.#free;
  }

  /** Lets no more bytes into memory. */
  spare(): void {
    this.#free = 0;
  }

  /** Counts bytes that stay in memory elsewhere. False, and nothing is counted, if they do not fit. */
  take(size: number): boolean {
    if (size > this.#free) return false;
    this.#free -= size;
    return true;
  }

  /** Takes bytes over. Those that went to the file are empty afterwards. */
  async keep(bytes: Uint8Array): Promise<Stored> {
    if (this.take(bytes.length)) return inMemory(bytes);
    if (this.#closed) throw new RangeError('nothing can be kept in a spool that is closed');
    this.#file ??= openNameless(this.#folder);
    const file = await this.#file;
    const start = this.#end;
    const size = bytes.length;
    this.#end += size;
    await writeAt(file, bytes, start);
    discard(bytes);
    return fileRegion(file, start, size);
  }

  /** Gives the file's space back. What was kept can no longer be read. */
  async close(): Promise<void> {
    this.#closed = true;
    const file = await this.#file?.catch(() => undefined);
    await file?.close();
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, `jaco-pkg-${randomUUID()}.spool`);
  try {
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  } catch (cause) {
    throw spoolError(folder, cause);
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
      done += bytesWritten;
    }
  } catch (cause) {
    throw spoolError('the temporary folder', cause);
  }
}

function spoolError(where: string, cause: unknown): JacoPkgError {
  return new JacoPkgError(
    {
      code: 'target_unwritable',
      message: `cannot keep temporary data in ${where}: ${reasonOf(cause)}`,
      hint: 'make room there, or set TMPDIR to a folder that has it',
    },
    { cause },
  );
}

/** A part of an open file that nobody else writes to. */
function fileRegion(file: FileHandle, start: number, size: number): Stored {
  return {
    size,
    async *chunks(scratch) {
      const end = start + size;
      for (let position = start; position < end; ) {
        const length = Math.min(READ_SIZE, end - position);
        const buffer = scratch?.subarray(0, length) ?? Buffer.allocUnsafeSlow(length);
        const { bytesRead } = await file
          .read(buffer, 0, buffer.length, position)
          .catch((cause) => Promise.reject(spoolError('the temporary folder', cause)));
        if (bytesRead === 0) throw spoolError('the temporary folder', 'it was cut short');
        yield buffer.subarray(0, bytesRead);
        position += bytesRead;
      }
    },
  };
}
