// Bit streams as zstd has them: the first bit is the lowest of the first byte (RFC 8878 section
// 4.1). Those of sequences are written forwards and read backwards, from a mark at their end.

/** The bit at a position; zero beyond the end. */
function bitAt(bytes: Uint8Array, position: number): number {
  return ((bytes[position >> 3] ?? 0) >> (position & 7)) & 1;
}

/** Reads forwards. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits from the start. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      value += bitAt(this.#bytes, this.position + index) * 2 ** index;
    }
    this.position += count;
    return value;
  }
}

/** Reads backwards, from below the mark at the end. */
export class BackwardBitReader {
  readonly #bytes: Uint8Array;
  /** How many bits, from the start, have not been read. */
  position: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const last = bytes.at(-1) ?? 0;
    this.position = 8 * bytes.length - 8 + 31 - Math.clz32(last);
  }

  read(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      this.position -= 1;
      value = value * 2 + bitAt(this.#bytes, this.position);
    }
    return value;
  }
}

/** Writes forwards what is to be read backwards. */
export class BitWriter {
  #bytes: Uint8Array;
  #position: number;

  /** @param start a stream to go on from, after so many of its bits */
  constructor(start: Uint8Array, bits: number) {
    this.#bytes = new Uint8Array(start.length + 256);
    this.#bytes.set(start.subarray(0, (bits + 7) >> 3));
    this.#position = bits;
    if (bits & 7) this.#bytes[bits >> 3] = (this.#bytes[bits >> 3] ?? 0) & ((1 << (bits & 7)) - 1);
  }

  write(value: number, count: number): void {
    if (this.#position + count > 8 * this.#bytes.length) this.#grow();
    for (let index = 0; index < count; index += 1) {
      const bit = Math.floor(value / 2 ** index) % 2;
      const at = this.#position >> 3;
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (bit << (this.#position & 7));
      this.#position += 1;
    }
  }

  /** Sets the mark. */
  finish(): Uint8Array {
    this.write(1, 1);
    return this.#bytes.subarray(0, (this.#position + 7) >> 3);
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
