import {
  AFTER_LITERAL,
  AFTER_MATCH,
  AFTER_REP,
  AFTER_SHORT_REP,
  ALIGN,
  ALIGN_BITS,
  ALIGN_SIZE,
  createModel,
  DISTANCE_SLOT,
  distanceState,
  FIRST_DIRECT_SLOT,
  FIRST_TREE_SLOT,
  IS_MATCH,
  IS_REP,
  IS_REP_0,
  IS_REP_0_LONG,
  IS_REP_1,
  IS_REP_2,
  LENGTH_CHOICE,
  LENGTH_CHOICE_2,
  LENGTH_HIGH,
  LENGTH_LOW,
  LENGTH_MID,
  LOW_LENGTHS,
  literalAfter,
  MATCH_LENGTH,
  MIN_MATCH,
  POSITION_MASK,
  POSITION_STATES,
  REP_LENGTH,
  resetModel,
  SLOTS,
  STATE_AFTER_LITERAL,
  slotBase,
  slotOf,
  treeOf,
} from './model.ts';
import { RangeEncoder } from './range-encoder.ts';

/** A distance (counted from 0) that no match has: the symbol is a literal. */
export const NO_DISTANCE = -1;
/** The distance that means the end of a stream. */
const END_MARKER = 0xffffffff;

/** Encodes literals and matches; keeps the model, the state and the last four distances. */
export class SymbolEncoder {
  readonly model = createModel();
  readonly range: RangeEncoder;
  /** The last four distances, the latest first. */
  readonly reps = new Int32Array(4);
  state = 0;
  /** Symbols of each kind since the prices were last worked out from the model. */
  matchCount = 0;
  lengthCount = 0;

  constructor(capacity: number) {
    this.range = new RangeEncoder(capacity);
  }

  reset(): void {
    resetModel(this.model);
    this.reps.fill(0);
    this.state = 0;
    this.matchCount = Number.MAX_SAFE_INTEGER;
    this.lengthCount = Number.MAX_SAFE_INTEGER;
  }

  /**
   * Encodes the bytes at a position as a match of some length and distance, or as a literal.
   * @param origin the position that counts as 0 for what depends on the position
   */
  encode(data: Uint8Array, at: number, length: number, distance: number, origin: number): void {
    const { model, range } = this;
    const position = (at - origin) & POSITION_MASK;
    const context = this.state * POSITION_STATES + position;
    const isMatch = IS_MATCH + context;
    // A single byte can be repeated only from the latest distance.
    if (distance === NO_DISTANCE || (length === 1 && distance !== this.reps[0])) {
      range.bit(model, isMatch, 0);
      this.#literal(data, at, origin);
      return;
    }
    range.bit(model, isMatch, 1);
    const rep = repOf(this.reps, distance);
    range.bit(model, IS_REP + this.state, rep < 0 ? 0 : 1);
    if (rep < 0) this.#match(distance, length, position);
    else this.#repeat(rep, length, position, context);
  }

  /** The end of a stream of unknown length: a match of a distance there cannot be. */
  encodeEnd(position: number): void {
    const { model, range } = this;
    const masked = position & POSITION_MASK;
    range.bit(model, IS_MATCH + this.state * POSITION_STATES + masked, 1);
    range.bit(model, IS_REP + this.state, 0);
    this.#match(END_MARKER, MIN_MATCH, masked);
  }

  #literal(data: Uint8Array, at: number, origin: number): void {
    const { model, range } = this;
    const byte = data[at] as number;
    const base = literalAfter(at > origin ? (data[at - 1] as number) : 0);
    if (this.state < STATE_AFTER_LITERAL) {
      range.tree(model, base, 8, byte);
    } else {
      this.#matchedLiteral(base, byte, data[at - (this.reps[0] as number) - 1] as number);
    }
    this.state = AFTER_LITERAL[this.state] as number;
  }

  /** A literal after a match, which is not the byte the match would go on with. */
  #matchedLiteral(base: number, byte: number, expected: number): void {
    let node = 1;
    let offset = 0x100;
    for (let shift = 7; shift >= 0; shift -= 1) {
      const bit = (byte >>> shift) & 1;
      const expectedBit = (expected >>> shift) & 1;
      this.range.bit(this.model, base + offset + ((expectedBit << 8) & offset) + node, bit);
      node = (node << 1) | bit;
      if (bit !== expectedBit) offset = 0;
    }
  }

  #match(distance: number, length: number, position: number): void {
    const { model, range, reps } = this;
    this.state = AFTER_MATCH[this.state] as number;
    this.#length(MATCH_LENGTH, length, position);
    const slot = slotOf(distance);
    const slots = DISTANCE_SLOT + distanceState(length) * SLOTS;
    range.tree(model, slots, 6, slot);
    if (slot >= FIRST_TREE_SLOT) {
      const bits = (slot >> 1) - 1;
      const low = distance - slotBase(slot);
      if (slot < FIRST_DIRECT_SLOT) {
        range.reverseTree(model, treeOf(slot), bits, low);
      } else {
        range.direct(low >>> ALIGN_BITS, bits - ALIGN_BITS);
        range.reverseTree(model, ALIGN, ALIGN_BITS, low & (ALIGN_SIZE - 1));
      }
    }
    reps.copyWithin(1, 0, 3);
    reps[0] = distance;
    this.matchCount += 1;
  }

  #repeat(rep: number, length: number, position: number, context: number): void {
    const { model, range, reps, state } = this;
    range.bit(model, IS_REP_0 + state, rep === 0 ? 0 : 1);
    if (rep === 0) {
      range.bit(model, IS_REP_0_LONG + context, length === 1 ? 0 : 1);
    } else {
      range.bit(model, IS_REP_1 + state, rep === 1 ? 0 : 1);
      if (rep > 1) range.bit(model, IS_REP_2 + state, rep - 2);
      const distance = reps[rep] as number;
      reps.copyWithin(1, 0, rep);
      reps[0] = distance;
    }
    if (length === 1) {
      this.state = AFTER_SHORT_REP[state] as number;
      return;
    }
    this.#length(REP_LENGTH, length, position);
    this.state = AFTER_REP[state] as number;
  }

  #length(base: number, length: number, position: number): void {
    const { model, range } = this;
    const value = length - MIN_MATCH;
    this.lengthCount += 1;
    if (value < LOW_LENGTHS) {
      range.bit(model, base + LENGTH_CHOICE, 0);
      range.tree(model, base + LENGTH_LOW + position * LOW_LENGTHS, 3, value);
      return;
    }
    range.bit(model, base + LENGTH_CHOICE, 1);
    if (value < 2 * LOW_LENGTHS) {
      range.bit(model, base + LENGTH_CHOICE_2, 0);
      const middle = base + LENGTH_MID + position * LOW_LENGTHS;
      range.tree(model, middle, 3, value - LOW_LENGTHS);
      return;
    }
    range.bit(model, base + LENGTH_CHOICE_2, 1);
    range.tree(model, base + LENGTH_HIGH, 8, value - 2 * LOW_LENGTHS);
  }
}

function repOf(reps: Int32Array, distance: number): number {
  for (let rep = 0; rep < 4; rep += 1) if (reps[rep] === distance) return rep;
  return -1;
}
