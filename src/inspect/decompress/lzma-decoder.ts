import { probabilities, RangeDecoder } from './lzma-range.ts';

/** lc, lp, pb: bits of the byte before, and of the position, that models go by. */
export interface LzmaProperties {
  readonly literalContextBits: number;
  readonly literalPositionBits: number;
  readonly positionBits: number;
  /** Bytes that a match can go back. */
  readonly dictionarySize: number;
}

/** What came of a symbol. */
export type LzmaStep = 'more' | 'end' | 'damaged';

const STATES = 12;
const POSITIONS = 16;
const LITERAL_SIZE = 0x300;
const MIN_MATCH = 2;
/** The distance that means the end. */
const END_MARKER = 0xffffffff;

/** A length is 8 + 8 + 256 values, the first two groups by position. */
class LengthModel {
  readonly #choice = probabilities(2);
  readonly #low = probabilities(POSITIONS << 3);
  readonly #mid = probabilities(POSITIONS << 3);
  readonly #high = probabilities(256);

  decode(range: RangeDecoder, position: number): number {
    if (range.bit(this.#choice, 0) === 0) return range.tree(this.#low, position << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 8 + range.tree(this.#mid, position << 3, 3);
    return 16 + range.tree(this.#high, 0, 8);
  }
}

/** Decodes symbols into a window that is also the output. */
export class LzmaDecoder {
  readonly range = new RangeDecoder();
  /** Ring of the last bytes. */
  readonly window: Uint8Array;
  /** Bytes written so far. */
  written = 0;
  readonly #properties: LzmaProperties;
  readonly #literal: Uint16Array;
  readonly #isMatch = probabilities(STATES * POSITIONS);
  readonly #isRep = probabilities(STATES);
  readonly #isRep0 = probabilities(STATES);
  readonly #isRep1 = probabilities(STATES);
  readonly #isRep2 = probabilities(STATES);
  readonly #isRep0Long = probabilities(STATES * POSITIONS);
  readonly #slots = probabilities(4 << 6);
  readonly #trees = probabilities(128);
  readonly #align = probabilities(16);
  readonly #matchLength = new LengthModel();
  readonly #repLength = new LengthModel();
  readonly #reps = [0, 0, 0, 0];
  #state = 0;

  constructor(properties: LzmaProperties, windowSize: number) {
    this.#properties = properties;
    this.window = new Uint8Array(windowSize);
    const { literalContextBits, literalPositionBits } = properties;
    this.#literal = probabilities(LITERAL_SIZE << (literalContextBits + literalPositionBits));
  }

  /** Decodes one symbol, which gives up to `room` bytes; one with more is damaged. */
  step(room: number): LzmaStep {
    const { range } = this;
    const position = this.written & ((1 << this.#properties.positionBits) - 1);
    const context = (this.#state << 4) + position;
    if (range.bit(this.#isMatch, context) === 0) {
      if (room < 1) return 'damaged';
      this.#decodeLiteral();
      return 'more';
    }
    const length = range.bit(this.#isRep, this.#state)
      ? this.#decodeRepeat(position, context)
      : this.#decodeMatch(position);
    if (length === 0) return 'end';
    const distance = this.#reps[0] as number;
    const reach = Math.min(this.written, this.#properties.dictionarySize, this.window.length);
    if (distance >= reach || length > room) return 'damaged';
    this.#copy(distance + 1, length);
    return 'more';
  }

  #decodeLiteral(): void {
    const { literalContextBits: lc, literalPositionBits: lp } = this.#properties;
    const previous = this.written > 0 ? this.#back(1) : 0;
    const place = ((this.written & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc));
    const base = LITERAL_SIZE * place;
    let node = 1;
    if (this.#state >= 7) {
      let expected = this.#back((this.#reps[0] as number) + 1);
      while (node < 0x100) {
        const expectedBit = (expected >> 7) & 1;
        expected <<= 1;
        const bit = this.range.bit(this.#literal, base + ((1 + expectedBit) << 8) + node);
        node = (node << 1) | bit;
        if (bit !== expectedBit) break;
      }
    }
    while (node < 0x100) node = (node << 1) | this.range.bit(this.#literal, base + node);
    this.#put(node & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** Length of a new match; 0 at the end marker. */
  #decodeMatch(position: number): number {
    const { range } = this;
    const length = this.#matchLength.decode(range, position) + MIN_MATCH;
    this.#state = this.#state < 7 ? 7 : 10;
    const distance = this.#decodeDistance(Math.min(length - MIN_MATCH, 3));
    this.#reps.unshift(distance);
    this.#reps.length = 4;
    return distance === END_MARKER ? 0 : length;
  }

  #decodeDistance(lengthState: number): number {
    const { range } = this;
    const slot = range.tree(this.#slots, lengthState << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + range.reverseTree(this.#trees, base - slot, bits);
    return base + range.direct(bits - 4) * 16 + range.reverseTree(this.#align, 0, 4);
  }

  /** Length of a match at one of the last four distances. */
  #decodeRepeat(position: number, context: number): number {
    const { range } = this;
    if (range.bit(this.#isRep0, this.#state) === 0) {
      if (range.bit(this.#isRep0Long, context) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      const further = range.bit(this.#isRep1, this.#state)
        ? 2 + range.bit(this.#isRep2, this.#state)
        : 1;
      this.#reps.unshift(...this.#reps.splice(further, 1));
    }
    this.#state = this.#state < 7 ? 8 : 11;
    return this.#repLength.decode(range, position) + MIN_MATCH;
  }

  #copy(distance: number, length: number): void {
    for (let i = 0; i < length; i += 1) this.#put(this.#back(distance));
  }

  #put(byte: number): void {
    this.window[this.written % this.window.length] = byte;
    this.written += 1;
  }

  /** The byte so many places ago. */
  #back(distance: number): number {
    return this.window[(this.written - distance) % this.window.length] as number;
  }
}
