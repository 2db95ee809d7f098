// Symbols of lengths and distances, and their extra bits (RFC 1951 section 3.2.5).
import { u8At } from './memory.ts';

/** Symbols of literals and lengths, of which the last two never occur. */
export const LITERALS: u32 = 288;
/** Symbols of distances, of which the last two never occur. */
export const DISTANCES: u32 = 32;
/** Both in a row, as tables have them. */
export const SYMBOLS: u32 = LITERALS + DISTANCES;

export const END_OF_BLOCK: u32 = 256;
export const FIRST_LENGTH: u32 = 257;
export const LENGTHS: u32 = 29;

/** By symbol of a length: the shortest it stands for, less 3. */
const LENGTH_BASES: usize = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160,
  192, 224, 255,
]);
const LENGTH_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);

/** By length less 3: index of its symbol. */
const LENGTH_INDEXES: usize = memory.data(256, 16);

export function prepareSymbols(): void {
  for (let index: u32 = 0; index < LENGTHS; index++) {
    // Those of a later symbol are overwritten by it.
    memory.fill(LENGTH_INDEXES + lengthBase(index), <u8>index, 256 - lengthBase(index));
  }
}

/** @param length less 3, as in all that follows */
export function lengthIndex(length: u32): u32 {
  return load<u8>(length, LENGTH_INDEXES);
}

export function lengthBase(index: u32): u32 {
  return u8At(LENGTH_BASES, index);
}

export function lengthExtra(index: u32): u32 {
  return u8At(LENGTH_EXTRA, index);
}

/** @param distance less 1 */
export function distanceSymbol(distance: u32): u32 {
  if (distance < 4) return distance;
  const log = 31 - clz(distance);
  return (log << 1) + ((distance >> (log - 1)) & 1);
}

/** The extra bits of a distance are its lowest. */
export function distanceExtra(symbol: u32): u32 {
  return symbol < 4 ? 0 : (symbol >> 1) - 1;
}
