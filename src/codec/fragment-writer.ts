import { discard } from '../model/discard.ts';
import type { Stored } from '../model/segment.ts';
import type { Fragment, OwnBytes, RawFragment, Splicer } from './splicer.ts';

/** What compressing needs of its surroundings. */
export interface FragmentContext {
  /** Stores compressed bytes, in memory or in a temporary file. */
  keep(bytes: Uint8Array): Promise<Stored>;
  /** Runs a task when its turn has come, so that only so many chunks are compressed at a time. */
  inTurn<T>(task: () => Promise<T>): Promise<T>;
  /** Buffers of the splicer's chunk size; writers take from these, and put them back. */
  readonly spares: OwnBytes[];
}

/** Cuts bytes into chunks of the splicer's size and compresses each as soon as it is full. */
export class FragmentWriter {
  readonly #splicer: Splicer;
  readonly #context: FragmentContext;
  readonly #fragments: Promise<readonly Fragment[]>[] = [];
  #chunk: OwnBytes | undefined;
  #filled = 0;
  /** End of the chunk before, for the splicer's window; empty after a cut. */
  #before: OwnBytes = new Uint8Array();
  #failure: { readonly cause: unknown } | undefined;

  constructor(splicer: Splicer, context: FragmentContext) {
    this.#splicer = splicer;
    this.#context = context;
  }

  /**
   * Copies some bytes into chunks. If they fill one, there is a promise, to be awaited before writing
   * more; it rejects with what went wrong when an earlier chunk was compressed.
   */
  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#failure || bytes.length >= this.#splicer.chunkSize - this.#filled) {
      return this.#writeAcross(bytes);
    }
    this.#gather(bytes);
    return undefined;
  }

  /**
   * Free bytes of the current chunk, from one to `most`. What is read into them is then handed to
   * {@link take}, and need not be copied.
   */
  room(most: number): Uint8Array {
    return this.#own().subarray(this.#filled, this.#filled + most);
  }

  /**
   * Takes the first `count` bytes that were put into {@link room}. To be awaited before asking for
   * more room; rejects as {@link write} does.
   */
  async take(count: number): Promise<void> {
    if (this.#failure) throw this.#failure.cause;
    this.#filled += count;
    if (this.#filled === this.#splicer.chunkSize) await this.#flush();
  }

  async #writeAcross(bytes: Uint8Array): Promise<void> {
    const { chunkSize } = this.#splicer;
    for (let rest = bytes; rest.length > 0; ) {
      if (this.#failure) throw this.#failure.cause;
      const part = rest.subarray(0, chunkSize - this.#filled);
      this.#gather(part);
      rest = rest.subarray(part.length);
      if (this.#filled === chunkSize) await this.#flush();
    }
  }

  /** Takes what the chunk has room for. */
  #gather(bytes: Uint8Array): void {
    this.#own().set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  /** The chunk that is being filled. */
  #own(): OwnBytes {
    this.#chunk ??= this.#context.spares.pop() ?? new Uint8Array(this.#splicer.chunkSize);
    return this.#chunk;
  }

  /** Ends the fragment. The next one is compressed without reference to the bytes before it. */
  async cut(): Promise<void> {
    await this.#flush();
    this.#before = new Uint8Array();
  }

  /** Appends fragments that are made elsewhere; only after a {@link cut}. */
  splice(fragments: Promise<readonly Fragment[]>): void {
    this.#fragments.push(fragments);
  }

  /** Every fragment, in order; throws what went wrong with the first that failed. */
  async finish(): Promise<Fragment[]> {
    await this.#flush();
    if (this.#chunk) this.#context.spares.push(this.#chunk);
    this.#chunk = undefined;
    return (await Promise.all(this.#fragments)).flat();
  }

  async #flush(): Promise<void> {
    if (this.#filled === 0) return;
    const before = this.#before;
    const { compressed, started } = this.#start(this.#takeChunk(), before);
    const fragments = compressed.then((fragment) => [fragment]);
    // Told by the next write() or by finish(); until then it must not count as unhandled.
    fragments.catch((cause: unknown) => {
      this.#failure ??= { cause };
    });
    this.#fragments.push(fragments);
    await started;
  }

  /** What has been gathered. A chunk that is not full is copied, and its buffer used again. */
  #takeChunk(): OwnBytes {
    const gathered = this.#chunk ?? new Uint8Array();
    const full = this.#filled === gathered.length;
    const chunk = full ? gathered : gathered.slice(0, this.#filled);
    if (full) this.#chunk = undefined;
    this.#filled = 0;
    this.#before = chunk.slice(Math.max(0, chunk.length - this.#splicer.windowSize));
    return chunk;
  }

  /** `started` settles once the chunk's turn has come, which holds back the writer. */
  #start(chunk: OwnBytes, before: OwnBytes) {
    let begin: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const compressed = this.#context
      .inTurn(async () => {
        begin();
        return this.#keep(await this.#splicer.compress(chunk, before));
      })
      .finally(begin);
    return { compressed, started };
  }

  async #keep({ bytes, chunk, ...rest }: RawFragment): Promise<Fragment> {
    if (chunk.length === this.#splicer.chunkSize) this.#context.spares.push(chunk);
    const all = new Uint8Array(bytes.buffer);
    const data = await this.#context.keep(bytes);
    if (!data.bytes) discard(all);
    return { ...rest, data };
  }
}
