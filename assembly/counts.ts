// How often symbols occur, and about how many bits they will take: what decides where blocks end.
import { setU16, setU32, u16At, u32At } from './memory.ts';
import { DISTANCES, distanceExtra, LITERALS, SYMBOLS } from './symbols.ts';

/** u32 per symbol: of the block that is being gathered. */
export const BLOCK: usize = memory.data(SYMBOLS * 4, 16);
/** u32 per symbol: of what was parsed since it was last merged into the block. */
export const RECENT: usize = memory.data(SYMBOLS * 4, 16);
const NOTHING: usize = memory.data(SYMBOLS * 4, 16);

/** Costs are in 256ths of a bit. */
const BIT: u32 = 256;
/** Binary logarithms of 1 to 2, in steps of a 256th. */
const LOGARITHMS: usize = memory.data(256 * 2, 16);

/** About what the codes of a block take. */
const CODES: u64 = 70 * 8 * BIT;

export function prepareCounts(): void {
  for (let i: u32 = 0; i < 256; i++) setU16(LOGARITHMS, i, logarithmOf(1 + <f64>i / 256));
}

/** Digit by digit: squaring a number doubles its logarithm. */
function logarithmOf(value: f64): u32 {
  let digits: u32 = 0;
  for (let i = 0; i < 8; i++) {
    value *= value;
    digits <<= 1;
    if (value >= 2) {
      value /= 2;
      digits |= 1;
    }
  }
  return digits;
}

function log2(value: u32): u32 {
  const zeros = clz(value);
  return ((31 - zeros) << 8) + u16At(LOGARITHMS, ((value << zeros) << 1) >> 24);
}

/** Takes note of a symbol that was parsed. */
export function note(symbol: u32): void {
  store<u32>(symbol << 2, load<u32>(symbol << 2, RECENT) + 1, RECENT);
}

export function clearCounts(): void {
  memory.fill(BLOCK, 0, SYMBOLS * 4);
  memory.fill(RECENT, 0, SYMBOLS * 4);
}

export function clearBlock(): void {
  memory.fill(BLOCK, 0, SYMBOLS * 4);
}

export function mergeRecent(): void {
  for (let i: u32 = 0; i < SYMBOLS; i++) setU32(BLOCK, i, u32At(BLOCK, i) + u32At(RECENT, i));
  memory.fill(RECENT, 0, SYMBOLS * 4);
}

/** Whether what was parsed last takes fewer bits in a block of its own. */
export function recentDiffers(): bool {
  return cost(BLOCK, NOTHING) + cost(RECENT, NOTHING) + CODES < cost(BLOCK, RECENT);
}

/** About how many bits what was parsed last takes. */
export function recentBits(): u32 {
  let bits = <u32>(cost(RECENT, NOTHING) / BIT);
  for (let i: u32 = 0; i < DISTANCES; i++) bits += u32At(RECENT, LITERALS + i) * distanceExtra(i);
  return bits;
}

/** Of the sum of two sets of counts. */
function cost(counts: usize, more: usize): u64 {
  const distances = LITERALS * 4;
  return entropy(counts, more, LITERALS) + entropy(counts + distances, more + distances, DISTANCES);
}

function entropy(counts: usize, more: usize, symbols: u32): u64 {
  let total: u32 = 0;
  let own: u64 = 0;
  for (let i: u32 = 0; i < symbols; i++) {
    const n = u32At(counts, i) + u32At(more, i);
    if (n === 0) continue;
    total += n;
    own += <u64>n * log2(n);
  }
  return total === 0 ? 0 : <u64>total * log2(total) - own;
}
