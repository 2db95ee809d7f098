import type { At, Reading } from './reading.ts';

const MOST = 64 * 1024;

/** Takes a stream apart, some bytes at a time. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #reading: Reading;
  readonly #at: (offset: number) => At;
  #rest: Uint8Array = new Uint8Array();
  #position = 0;

  /** @param at the place of a byte of the stream, for messages */
  constructor(chunks: AsyncIterable<Uint8Array>, reading: Reading, at: (offset: number) => At) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#reading = reading;
    this.#at = at;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position;
  }

  /** The place of a byte of the stream, for messages; by default the next one. */
  at(offset = this.#position): At {
    return this.#at(offset);
  }

  /** The next bytes, as many as are at hand but not over `most`; undefined at the end. */
  async take(most: number): Promise<Uint8Array | undefined> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return undefined;
      this.#rest = value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    this.#position += taken.length;
    return taken;
  }

  /** Gives back the end of what was taken last. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#position -= bytes.length;
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
  }

  /** Exactly so many bytes; throws `package_malformed` when there are fewer. */
  async read(length: number): Promise<Uint8Array> {
    const bytes = await this.readUpTo(length);
    if (bytes.length === length) return bytes;
    throw this.#reading.malformed('ends too early', this.at());
  }

  /** So many bytes; fewer at the end. */
  async readUpTo(length: number): Promise<Uint8Array> {
    if (this.#rest.length >= length) return (await this.take(length)) ?? new Uint8Array();
    const parts: Uint8Array[] = [];
    for (let missing = length; missing > 0; ) {
      const bytes = await this.take(missing);
      if (!bytes) break;
      parts.push(bytes);
      missing -= bytes.length;
    }
    return Buffer.concat(parts);
  }

  /** The next bytes as a stream; throws `package_malformed` when there are fewer. */
  async *stream(length: number): AsyncGenerator<Uint8Array> {
    for (let missing = length; missing > 0; ) {
      const bytes = await this.take(missing);
      if (!bytes) throw this.#reading.malformed('ends too early', this.at());
      missing -= bytes.length;
      yield bytes;
    }
  }

  /** All that is left, as a stream. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (let bytes = await this.take(MOST); bytes; bytes = await this.take(MOST)) yield bytes;
  }

  async skip(length: number): Promise<void> {
    for await (const _ of this.stream(length));
  }

  /** Lets go of the stream before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
