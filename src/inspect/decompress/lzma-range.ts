// The range decoder of LZMA; facts of the format by the LZMA SDK's lzma-specification.txt.

/** Below this the range takes in another byte. */
const TOP = 2 ** 24;
const PROBABILITY_BITS = 11;
const ADAPTATION = 5;
const HALF = 1 << (PROBABILITY_BITS - 1);
/** Bytes before the first symbol; the first of them is 0. */
const RANGE_START = 5;

export function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

/** Turns bytes back into decisions. Reading past the end gives zeros and raises {@link overrun}. */
export class RangeDecoder {
  /** Bytes at hand, and how far they are used. */
  input: Uint8Array = new Uint8Array();
  position = 0;
  overrun = false;
  #range = 0xffffffff;
  #code = 0;

  /** False when the first byte is not what it has to be. */
  start(): boolean {
    const first = this.#next();
    for (let i = 1; i < RANGE_START; i += 1) this.#code = (this.#code * 256 + this.#next()) >>> 0;
    return first === 0;
  }

  /** Whether nothing is left over, as it is at the end of a stream. */
  get isFinished(): boolean {
    return this.#code === 0;
  }

  bit(model: Uint16Array, index: number): 0 | 1 {
    const probability = model[index] as number;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    let bit: 0 | 1 = 0;
    if (this.#code < bound) {
      this.#range = bound;
      model[index] = probability + ((2048 - probability) >>> ADAPTATION);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >>> ADAPTATION);
      bit = 1;
    }
    if (this.#range < TOP) this.#widen();
    return bit;
  }

  /** A symbol of so many bits, the highest first. */
  tree(model: Uint16Array, base: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i += 1) node = (node << 1) | this.bit(model, base + node);
    return node - (1 << bits);
  }

  /** The same, the lowest bit first. */
  reverseTree(model: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      const bit = this.bit(model, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  /** Bits of probability one half. */
  direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit) this.#code -= this.#range;
      value = value * 2 + bit;
      if (this.#range < TOP) this.#widen();
    }
    return value;
  }

  #widen(): void {
    this.#range = this.#range * 256;
    this.#code = (this.#code * 256 + this.#next()) % 2 ** 32;
  }

  #next(): number {
    const byte = this.input[this.position];
    this.position += 1;
    if (byte !== undefined) return byte;
    this.overrun = true;
    return 0;
  }
}
