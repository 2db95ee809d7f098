// Hashes of the next bytes, and what match finders share. Positions in tables are stored plus
// one: zero is none.

/** 2^32 divided by the golden ratio (Knuth, volume 3, section 6.4). */
const MULTIPLIER = 0x9e3779b1;
const HASH_3_BITS = 16;
const LARGEST_HASH_BITS = 22;

/** Sizes of the tables of last positions, by two bytes and by a hash of three. */
export const TABLE_2_SIZE = 1 << 16;
export const TABLE_3_SIZE = 1 << HASH_3_BITS;

/** Bits of the hash of four bytes for so many positions: more would only cost memory. */
export function hash4Bits(positions: number): number {
  return Math.min(LARGEST_HASH_BITS, Math.max(12, 32 - Math.clz32(positions)));
}

/** The next two bytes, as the index of a table. */
export function twoBytes(data: Uint8Array, at: number): number {
  return (data[at] as number) | ((data[at + 1] as number) << 8);
}

/** @param two the first two bytes */
export function threeBytes(data: Uint8Array, at: number, two: number): number {
  return two | ((data[at + 2] as number) << 16);
}

/** @param three the first three bytes */
export function hash3(three: number): number {
  return Math.imul(three << 8, MULTIPLIER) >>> (32 - HASH_3_BITS);
}

/** @param three the first three bytes */
export function hash4(data: Uint8Array, at: number, three: number, bits: number): number {
  return Math.imul(three | ((data[at + 3] as number) << 24), MULTIPLIER) >>> (32 - bits);
}

/** How long the bytes at two places are the same, from a length that is known on. */
export function matchLength(
  data: Uint8Array,
  one: number,
  other: number,
  known: number,
  limit: number,
): number {
  let length = known;
  while (length < limit && data[one + length] === data[other + length]) length += 1;
  return length;
}

/** Counts the positions in a table from `by` on. */
export function shiftPositions(positions: Int32Array, by: number): void {
  for (let index = 0; index < positions.length; index += 1) {
    const moved = (positions[index] as number) - by;
    positions[index] = moved > 0 ? moved : 0;
  }
}
