// The range coder of LZMA. Indices are in bounds by construction, which `as number` tells the
// compiler here and in the other files of this folder.

/** Below this the range is widened by a byte. */
const TOP = 2 ** 24;
const PROBABILITY_BITS = 11;
const ADAPTATION = 5;
/** Bytes that {@link RangeEncoder.finish} adds at most. */
const TAIL = 5;

/** Turns decisions of known probability into bytes, adapting the probabilities as it goes. */
export class RangeEncoder {
  readonly #out: Uint8Array;
  #length = 0;
  /** 33 bits: the carry into bytes that wait is the highest. */
  #low = 0;
  #range = 0xffffffff;
  /** The last byte that is settled but for a carry, and how many 0xff bytes follow it. */
  #waiting = 0;
  #waitingCount = 1;

  /** @param capacity bytes there is room for; the caller watches {@link size} */
  constructor(capacity: number) {
    this.#out = new Uint8Array(capacity);
  }

  /** Bytes there would be, were it finished now; never too few. */
  get size(): number {
    return this.#length + this.#waitingCount + TAIL - 1;
  }

  bit(model: Uint16Array, index: number, bit: number): void {
    const probability = model[index] as number;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + ((2048 - probability) >>> ADAPTATION);
    } else {
      this.#low += bound;
      this.#range -= bound;
      model[index] = probability - (probability >>> ADAPTATION);
    }
    while (this.#range < TOP) this.#widen();
  }

  /** A symbol of so many bits, the highest first, each by those before it. */
  tree(model: Uint16Array, base: number, bits: number, symbol: number): void {
    let node = 1;
    for (let shift = bits - 1; shift >= 0; shift -= 1) {
      const bit = (symbol >>> shift) & 1;
      this.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  /** The same, the lowest bit first. */
  reverseTree(model: Uint16Array, base: number, bits: number, symbol: number): void {
    let node = 1;
    for (let shift = 0; shift < bits; shift += 1) {
      const bit = (symbol >>> shift) & 1;
      this.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  /** Bits of probability one half. */
  direct(value: number, bits: number): void {
    for (let shift = bits - 1; shift >= 0; shift -= 1) {
      this.#range = Math.floor(this.#range / 2);
      if ((value >>> shift) & 1) this.#low += this.#range;
      while (this.#range < TOP) this.#widen();
    }
  }

  /** The bytes that can no longer change; the caller has to use them before the next call. */
  take(): Uint8Array {
    const bytes = this.#out.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  /** Ends the code, and starts anew. The caller has to use the bytes before the next call. */
  finish(): Uint8Array {
    for (let count = 0; count < TAIL; count += 1) this.#shiftLow();
    const bytes = this.take();
    this.#low = 0;
    this.#range = 0xffffffff;
    this.#waiting = 0;
    this.#waitingCount = 1;
    return bytes;
  }

  #widen(): void {
    this.#range *= 256;
    this.#shiftLow();
  }

  #shiftLow(): void {
    const low = this.#low;
    if (low < 0xff000000 || low >= 2 ** 32) {
      const carry = low >= 2 ** 32 ? 1 : 0;
      let byte = this.#waiting;
      for (let count = this.#waitingCount; count > 0; count -= 1) {
        this.#out[this.#length] = byte + carry;
        this.#length += 1;
        byte = 0xff;
      }
      this.#waitingCount = 0;
      this.#waiting = (low >>> 24) & 0xff;
    }
    this.#waitingCount += 1;
    this.#low = (low & 0x00ffffff) * 256;
  }
}
