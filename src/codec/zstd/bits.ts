// Bit streams as zstd has them: the first bit is the lowest of the first byte (RFC 8878 section
// 4.1). Those of sequences are written forwards and read backwards, from a mark at their end.

/** So many bits from a position on, 31 at most; zeros beyond either end. */
function bitsAt(bytes: Uint8Array, position: number, count: number): number {
  let at = position >> 3;
  const shift = position & 7;
  let value = (bytes[at] ?? 0) >> shift;
  for (let done = 8 - shift; done < count; done += 8) {
    at += 1;
    value |= (bytes[at] ?? 0) << done;
  }
  return value & ((1 << count) - 1);
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
    const value = bitsAt(this.#bytes, this.position, count);
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
    this.position -= count;
    return bitsAt(this.#bytes, this.position, count);
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

  /** @param value of no more than `count` bits, 31 at most */
  write(value: number, count: number): void {
    if (this.#position + count > 8 * this.#bytes.length) this.#grow();
    let at = this.#position >> 3;
    const shift = this.#position & 7;
    if (count > 0) this.#bytes[at] = (this.#bytes[at] ?? 0) | (value << shift);
    for (let done = 8 - shift; done < count; done += 8) {
      at += 1;
      this.#bytes[at] = value >> done;
    }
    this.#position += count;
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
