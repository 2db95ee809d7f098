// Writes bits into OUTPUT, from the lowest bit of each byte on (RFC 1951 section 3.1.1).
import { OUTPUT } from './memory.ts';

/** Where the next byte goes. */
export let end: usize = 0;
/** Bits that make no whole byte yet. */
export let held: u64 = 0;
export let count: u32 = 0;

export function begin(): void {
  end = OUTPUT;
  held = 0;
  count = 0;
}

/** Goes on where somebody else has come to, who held these in locals. */
export function resume(at: usize, bits: u64, length: u32): void {
  end = at;
  held = bits;
  count = length;
}

/** Bytes written; to be asked when bytes are whole. */
export function written(): u32 {
  return <u32>(end - OUTPUT);
}

/** @param length of the value in bits, at most 57 */
export function put(value: u64, length: u32): void {
  held |= value << count;
  count += length;
  store<u64>(end, held);
  end += count >> 3;
  held >>= count & ~7;
  count &= 7;
}

/** Makes bytes whole. */
export function align(): void {
  if (count > 0) put(0, 8 - count);
}

/** Copies bytes; to be done when bytes are whole. */
export function copy(from: usize, length: u32): void {
  memory.copy(end, from, length);
  end += length;
}
