// The probability model of LZMA: one array of adaptive bit probabilities, laid out in groups.
// Facts of the format: the .lzma specification in the LZMA SDK (lzma-specification.txt).

/** Shortest and longest match. */
export const MIN_MATCH = 2;
export const MAX_MATCH = 273;

/** lc, lp, pb: bits of the previous byte, of the position for literals, of the position for matches. */
const LITERAL_CONTEXT_BITS = 3;
const POSITION_BITS = 2;
export const POSITION_STATES = 1 << POSITION_BITS;
export const POSITION_MASK = POSITION_STATES - 1;

/** (pb * 5 + lp) * 9 + lc, with lp = 0. */
export const PROPERTIES = POSITION_BITS * 45 + LITERAL_CONTEXT_BITS;

/** Kinds of the last symbols. Below {@link STATE_AFTER_LITERAL} the last one was a literal. */
const STATES = 12;
export const STATE_AFTER_LITERAL = 7;
/** By state: the state after a literal, match, repeated match, or single repeated byte. */
export const AFTER_LITERAL = Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5);
export const AFTER_MATCH = Uint8Array.of(7, 7, 7, 7, 7, 7, 7, 10, 10, 10, 10, 10);
export const AFTER_REP = Uint8Array.of(8, 8, 8, 8, 8, 8, 8, 11, 11, 11, 11, 11);
export const AFTER_SHORT_REP = Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 11, 11, 11, 11, 11);

/** Distances are coded by slot: {@link slotOf}. Short matches have slot statistics of their own. */
export const DISTANCE_STATES = 4;
export const SLOTS = 64;
/** Slots with a tree of their own for the low bits; below, a slot is a distance. */
export const FIRST_TREE_SLOT = 4;
/** From here on, the low bits are not modelled but for the last four. */
export const FIRST_DIRECT_SLOT = 14;
export const ALIGN_BITS = 4;
export const ALIGN_SIZE = 1 << ALIGN_BITS;
/** Distances whose bits are all modelled. */
export const MODELLED_DISTANCES = 128;

/** A length is 8 + 8 + 256 values, the first two groups by position. */
export const LOW_LENGTHS = 8;
export const LENGTHS = LOW_LENGTHS + LOW_LENGTHS + 256;
const LENGTH_MODEL = 2 + 2 * LOW_LENGTHS * POSITION_STATES + 256;
/** Within the model of a length. */
export const LENGTH_CHOICE = 0;
export const LENGTH_CHOICE_2 = 1;
export const LENGTH_LOW = 2;
export const LENGTH_MID = LENGTH_LOW + LOW_LENGTHS * POSITION_STATES;
export const LENGTH_HIGH = LENGTH_MID + LOW_LENGTHS * POSITION_STATES;

/** Where each group starts in the array. */
export const IS_MATCH = 0;
export const IS_REP = IS_MATCH + STATES * POSITION_STATES;
export const IS_REP_0 = IS_REP + STATES;
export const IS_REP_1 = IS_REP_0 + STATES;
export const IS_REP_2 = IS_REP_1 + STATES;
export const IS_REP_0_LONG = IS_REP_2 + STATES;
export const DISTANCE_SLOT = IS_REP_0_LONG + STATES * POSITION_STATES;
/** Trees of the low bits, each as large as its slot is wide: see {@link treeOf}. */
const DISTANCE_TREES = DISTANCE_SLOT + DISTANCE_STATES * SLOTS;
export const ALIGN = DISTANCE_TREES + MODELLED_DISTANCES;
export const MATCH_LENGTH = ALIGN + ALIGN_SIZE;
export const REP_LENGTH = MATCH_LENGTH + LENGTH_MODEL;
const LITERAL = REP_LENGTH + LENGTH_MODEL;
const LITERAL_SIZE = 0x300;
const MODEL_SIZE = LITERAL + (LITERAL_SIZE << LITERAL_CONTEXT_BITS);

/** Probabilities are of 11 bits; this is one half. */
const HALF = 1024;

export function createModel(): Uint16Array {
  return new Uint16Array(MODEL_SIZE).fill(HALF);
}

export function resetModel(model: Uint16Array): void {
  model.fill(HALF);
}

/** The slot of a distance (counted from 0): its highest two bits and how many follow. */
export function slotOf(distance: number): number {
  if (distance < FIRST_TREE_SLOT) return distance;
  const top = 31 - Math.clz32(distance);
  return 2 * top + ((distance >>> (top - 1)) & 1);
}

/** The smallest distance of a slot, from {@link FIRST_TREE_SLOT} on. */
export function slotBase(slot: number): number {
  return ((2 | (slot & 1)) << ((slot >> 1) - 1)) >>> 0;
}

/** Where a slot's tree of low bits starts: no two overlap, as a slot is as wide as its tree. */
export function treeOf(slot: number): number {
  return DISTANCE_TREES + slotBase(slot);
}

/** From this length on, matches share the statistics of their slots. */
export const FIRST_LONG_LENGTH = MIN_MATCH + DISTANCE_STATES - 1;

/** The statistics that the slot of a match of this length uses. */
export function distanceState(length: number): number {
  return Math.min(length, FIRST_LONG_LENGTH) - MIN_MATCH;
}

/** Where the model of a literal starts that follows some byte. */
export function literalAfter(previousByte: number): number {
  return LITERAL + LITERAL_SIZE * (previousByte >>> (8 - LITERAL_CONTEXT_BITS));
}
