import type { ByteReader } from '../byte-reader.ts';

/** Why some data is not bzip2's. */
export class Bzip2Fault extends RangeError {}

/** Bits of a stream, the highest of a byte first. */
export class BitReader {
  readonly #reader: ByteReader;
  #input: Uint8Array = new Uint8Array();
  /** The next bit of the input. */
  #bit = 0;
  #done = 0;
  /** Whether all that is left is at hand. */
  #isWhole = false;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  /** Whole bytes used so far. */
  get bytesUsed(): number {
    return this.#done + (this.#bit >> 3);
  }

  /** Bytes at hand. */
  get left(): number {
    return this.#input.length - (this.#bit >> 3);
  }

  /** Gets so many bytes at hand, or all there are; and more, so that it does not happen often. */
  async fill(bytes: number): Promise<void> {
    if (this.#isWhole || this.left >= bytes) return;
    const rest = this.#input.subarray(this.#bit >> 3);
    const more = await this.#reader.readUpTo(2 * bytes);
    this.#isWhole = more.length < 2 * bytes;
    this.#done += this.#bit >> 3;
    this.#bit &= 7;
    this.#input = Buffer.concat([rest, more]);
  }

  /** Up to 24 bits. */
  read(count: number): number {
    let value = 0;
    for (let missing = count; missing > 0; ) {
      const byte = this.#input[this.#bit >> 3];
      if (byte === undefined) throw new Bzip2Fault('ends too early');
      const free = 8 - (this.#bit & 7);
      const taken = Math.min(free, missing);
      value = (value << taken) | ((byte >> (free - taken)) & ((1 << taken) - 1));
      this.#bit += taken;
      missing -= taken;
    }
    return value;
  }

  /** The next 20 bits, zeros behind the end; {@link read} takes them. */
  peek20(): number {
    const at = this.#bit >> 3;
    const input = this.#input;
    const word =
      ((input[at] ?? 0) << 24) | ((input[at + 1] ?? 0) << 16) | ((input[at + 2] ?? 0) << 8);
    return ((word | (input[at + 3] ?? 0)) << (this.#bit & 7)) >>> 12;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#bit = (this.#bit + 7) & ~7;
  }
}
