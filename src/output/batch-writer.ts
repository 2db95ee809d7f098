import type { FileHandle } from 'node:fs/promises';

/** Bytes that are gathered before they are written. */
const BATCH_SIZE = 1024 * 1024;
/** IOV_MAX on Linux: buffers that one writev(2) takes. */
const BATCH_LENGTH = 1024;

/** Writes a file from its start, many small chunks in one call; gathers while it writes. */
export class BatchWriter {
  readonly #file: FileHandle;
  #batch: Uint8Array[] = [];
  #batchSize = 0;
  #position = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Takes some bytes; settles when it may be given more. Do not modify them afterwards. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#batch.push(bytes);
    this.#batchSize += bytes.length;
    if (this.#batchSize >= BATCH_SIZE || this.#batch.length === BATCH_LENGTH) await this.#flush();
  }

  /** Settles when all that was taken has been written. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#writing;
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    const start = this.#position;
    this.#batch = [];
    this.#position += this.#batchSize;
    this.#batchSize = 0;
    await this.#writing;
    this.#writing = writeAll(this.#file, batch, start);
    // Told by the next flush; until then it must not count as unhandled.
    this.#writing.catch(() => {});
  }
}

async function writeAll(
  file: FileHandle,
  batch: readonly Uint8Array[],
  start: number,
): Promise<void> {
  let rest = batch.filter(({ length }) => length > 0);
  let position = start;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, position);
    position += bytesWritten;
    rest = without(rest, bytesWritten);
  }
}

/** Some buffers without their first `count` bytes: a full disk takes less than it is given. */
function without(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
  let skip = count;
  return buffers.flatMap((buffer) => {
    const rest = buffer.subarray(Math.min(skip, buffer.length));
    skip -= buffer.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}
