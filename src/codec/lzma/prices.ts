// What symbols would cost, in sixteenths of a bit, by the probabilities as they are. Tables of
// lengths and distances are worked out again only now and then.
import {
  ALIGN,
  ALIGN_BITS,
  ALIGN_SIZE,
  DISTANCE_SLOT,
  DISTANCE_STATES,
  FIRST_DIRECT_SLOT,
  FIRST_TREE_SLOT,
  LENGTH_CHOICE,
  LENGTH_CHOICE_2,
  LENGTH_HIGH,
  LENGTH_LOW,
  LENGTH_MID,
  LENGTHS,
  LOW_LENGTHS,
  MODELLED_DISTANCES,
  POSITION_STATES,
  SLOTS,
  slotBase,
  slotOf,
  treeOf,
} from './model.ts';

/** Symbols after which the costs of distances or lengths are worked out again. */
export const DISTANCES_STALE = 128;
export const LENGTHS_STALE = 64;

/** Probabilities are looked up by their highest bits. */
const REDUCTION = 4;
const FRACTION_BITS = 4;

/** More than anything costs. */
export const INFINITE = 1 << 30;

/** -log2 of a probability, by integers alone: exact everywhere. */
const COSTS = Uint8Array.from({ length: 2048 >> REDUCTION }, (_, index) => {
  let value = (index << REDUCTION) + (1 << (REDUCTION - 1));
  let bits = 0;
  for (let round = 0; round < FRACTION_BITS; round += 1) {
    value *= value;
    bits <<= 1;
    while (value >= 2 ** 16) {
      value = Math.floor(value / 2);
      bits += 1;
    }
  }
  return (11 << FRACTION_BITS) - 15 - bits;
});

/** What a bit costs whose probability is at an index of the model. */
export function bitCost(model: Uint16Array, index: number, bit: number): number {
  return COSTS[((model[index] as number) ^ (-bit & 2047)) >>> REDUCTION] as number;
}

function treeCost(model: Uint16Array, base: number, bits: number, symbol: number): number {
  let cost = 0;
  for (let node = symbol | (1 << bits); node > 1; node >>= 1) {
    cost += bitCost(model, base + (node >> 1), node & 1);
  }
  return cost;
}

function reverseTreeCost(model: Uint16Array, base: number, bits: number, symbol: number): number {
  let cost = 0;
  let node = 1;
  for (let shift = 0; shift < bits; shift += 1) {
    const bit = (symbol >>> shift) & 1;
    cost += bitCost(model, base + node, bit);
    node = (node << 1) | bit;
  }
  return cost;
}

/** A literal in the model at `base`. */
export function literalCost(model: Uint16Array, base: number, byte: number): number {
  return treeCost(model, base, 8, byte);
}

/** A literal after a match, which would go on with the byte `expected`. */
export function matchedLiteralCost(
  model: Uint16Array,
  base: number,
  byte: number,
  expected: number,
): number {
  let cost = 0;
  let offset = 0x100;
  let node = 1;
  for (let shift = 7; shift >= 0; shift -= 1) {
    const bit = (byte >>> shift) & 1;
    const expectedBit = (expected >>> shift) & 1;
    cost += bitCost(model, base + offset + ((expectedBit << 8) & offset) + node, bit);
    node = (node << 1) | bit;
    if (bit !== expectedBit) offset = 0;
  }
  return cost;
}

/** Costs of the lengths of matches, or of repeated ones: at `position * LENGTHS + length - 2`. */
export function fillLengthCosts(costs: Int32Array, model: Uint16Array, base: number): void {
  const low = bitCost(model, base + LENGTH_CHOICE, 0);
  const notLow = bitCost(model, base + LENGTH_CHOICE, 1);
  const middle = notLow + bitCost(model, base + LENGTH_CHOICE_2, 0);
  const high = notLow + bitCost(model, base + LENGTH_CHOICE_2, 1);
  for (let position = 0; position < POSITION_STATES; position += 1) {
    const row = position * LENGTHS;
    const lowTree = base + LENGTH_LOW + position * LOW_LENGTHS;
    const middleTree = base + LENGTH_MID + position * LOW_LENGTHS;
    for (let value = 0; value < LOW_LENGTHS; value += 1) {
      costs[row + value] = low + treeCost(model, lowTree, 3, value);
      costs[row + LOW_LENGTHS + value] = middle + treeCost(model, middleTree, 3, value);
    }
    const highRow = row + 2 * LOW_LENGTHS;
    for (let value = 0; value < 256; value += 1) {
      costs[highRow + value] =
        position > 0
          ? (costs[2 * LOW_LENGTHS + value] as number)
          : high + treeCost(model, base + LENGTH_HIGH, 8, value);
    }
  }
}

/** Costs of distances, by the statistics that short lengths use. */
export class DistanceCosts {
  readonly #slots = new Int32Array(DISTANCE_STATES * SLOTS);
  readonly #modelled = new Int32Array(DISTANCE_STATES * MODELLED_DISTANCES);
  readonly #align = new Int32Array(ALIGN_SIZE);

  of(distance: number, state: number): number {
    if (distance < MODELLED_DISTANCES) {
      return this.#modelled[state * MODELLED_DISTANCES + distance] as number;
    }
    const slot = this.#slots[state * SLOTS + slotOf(distance)] as number;
    return slot + (this.#align[distance & (ALIGN_SIZE - 1)] as number);
  }

  update(model: Uint16Array): void {
    for (let state = 0; state < DISTANCE_STATES; state += 1) this.#updateState(model, state);
    for (let low = 0; low < ALIGN_SIZE; low += 1) {
      this.#align[low] = reverseTreeCost(model, ALIGN, ALIGN_BITS, low);
    }
  }

  #updateState(model: Uint16Array, state: number): void {
    const row = state * SLOTS;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const direct = (slot >> 1) - 1 - ALIGN_BITS;
      const unmodelled = slot < FIRST_DIRECT_SLOT ? 0 : direct << FRACTION_BITS;
      this.#slots[row + slot] = treeCost(model, DISTANCE_SLOT + row, 6, slot) + unmodelled;
    }
    for (let distance = 0; distance < MODELLED_DISTANCES; distance += 1) {
      const slot = slotOf(distance);
      const low =
        slot < FIRST_TREE_SLOT
          ? 0
          : reverseTreeCost(model, treeOf(slot), (slot >> 1) - 1, distance - slotBase(slot));
      this.#modelled[state * MODELLED_DISTANCES + distance] =
        (this.#slots[row + slot] as number) + low;
    }
  }
}
