import type { Hasher } from '../../model/hasher.ts';
import type { DigestName } from '../../model/segment.ts';
import type { Bytes, Packed } from './task.ts';
import type { WorkerEngine } from './worker-engine.ts';

/** Bytes that are handed over at a time: copying them takes a tenth of digesting them. */
const CHUNK_SIZE = 512 * 1024;

/** Ids of digests that share a thread. */
let lastId = 0;

/** Chunks that may wait for the thread, so that it stays busy while none is gathered. */
const AHEAD = 6;

/** Digests in a thread; while that is busy with some chunks, the next one is gathered. */
export class ThreadHasher implements Hasher {
  readonly #engine: WorkerEngine;
  readonly #algorithm: DigestName;
  readonly #onEnd: () => void;
  readonly #id: number;
  /** Chunks that were handed over and not yet waited for. */
  readonly #handedOver: Promise<Packed>[] = [];
  #chunk: Bytes = new Uint8Array(CHUNK_SIZE);
  #filled = 0;

  /** @param onEnd told that the thread is no longer needed */
  constructor(engine: WorkerEngine, algorithm: DigestName, onEnd: () => void) {
    this.#engine = engine;
    this.#algorithm = algorithm;
    this.#onEnd = onEnd;
    lastId += 1;
    this.#id = lastId;
  }

  update(bytes: Uint8Array): Promise<void> | undefined {
    if (bytes.length >= CHUNK_SIZE - this.#filled) return this.#updateAcross(bytes);
    this.#gather(bytes);
    return undefined;
  }

  async digest(): Promise<Uint8Array> {
    const { bytes } = await this.#perform(this.#chunk.slice(0, this.#filled), true);
    this.#onEnd();
    return bytes;
  }

  async #updateAcross(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      const part = rest.subarray(0, CHUNK_SIZE - this.#filled);
      this.#gather(part);
      rest = rest.subarray(part.length);
      if (this.#filled === CHUNK_SIZE) await this.#handOver();
    }
  }

  #gather(bytes: Uint8Array): void {
    this.#chunk.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  async #handOver(): Promise<void> {
    const performed = this.#perform(this.#chunk, false);
    // Told when it is waited for; until then it must not count as unhandled.
    performed.catch(() => {});
    this.#handedOver.push(performed);
    const back = this.#handedOver.length > AHEAD ? await this.#handedOver.shift() : undefined;
    this.#chunk = back?.chunk ?? new Uint8Array(CHUNK_SIZE);
    this.#filled = 0;
  }

  #perform(chunk: Bytes, last: boolean): Promise<Packed> {
    const algorithm = this.#algorithm;
    return this.#engine.perform({ kind: 'digest', id: this.#id, algorithm, chunk, last });
  }
}
