// Huffman codes of limited length.
import { increment, setU16, setU32, u8At, u32At } from './memory.ts';
import { SYMBOLS } from './symbols.ts';

/** Symbols that occur, by count: { count: 23, symbol: 9 }. */
const SORTED: usize = memory.data(SYMBOLS * 4, 16);
const SYMBOL_BITS: u32 = 9;
/** By digit: where those with it begin. */
const STARTS: usize = memory.data(256 * 4, 16);
/** For {@link measure}; for {@link sort}, where to put what is sorted. */
const NODES: usize = memory.data(SYMBOLS * 4, 16);
/** By length: how many codes have it. Without a limit, a chunk's counts give 31 bits at most. */
const UNLIMITED: u32 = 31;
const LENGTH_COUNTS: usize = memory.data((UNLIMITED + 1) * 4, 16);
const NEXT_CODES: usize = memory.data((UNLIMITED + 1) * 4, 16);

/**
 * Gives each symbol that occurs a code of `limit` bits at most.
 * @param counts u32 per symbol
 * @param lengths u8 per symbol; 0 for those that do not occur
 * @param codes u16 per symbol, its first bit lowest
 */
export function buildCode(
  counts: usize,
  symbols: u32,
  limit: u32,
  lengths: usize,
  codes: usize,
): void {
  const used = gather(counts, symbols);
  sort(used);
  measure(used);
  shorten(limit);
  memory.fill(lengths, 0, symbols);
  let rarest: u32 = 0;
  for (let length = limit; length > 0; length--) {
    for (let i: u32 = 0; i < u32At(LENGTH_COUNTS, length); i++) {
      const symbol = u32At(SORTED, rarest++) & ((1 << SYMBOL_BITS) - 1);
      store<u8>(lengths + symbol, length);
    }
  }
  assign(symbols, limit, lengths, codes);
}

/** @returns how many symbols occur, or 2: some readers refuse a code of fewer */
function gather(counts: usize, symbols: u32): u32 {
  let used: u32 = 0;
  for (let i: u32 = 0; i < symbols; i++) {
    const count = u32At(counts, i);
    if (count !== 0) setU32(SORTED, used++, (count << SYMBOL_BITS) | i);
  }
  for (let i: u32 = 0; used < 2; i++) {
    if (u32At(counts, i) === 0) setU32(SORTED, used++, (1 << SYMBOL_BITS) | i);
  }
  return used;
}

/** Radix sort by count, ascending: from the lowest byte on, each pass keeps the order of the last. */
function sort(n: u32): void {
  let most: u32 = 0;
  for (let i: u32 = 0; i < n; i++) most = max(most, u32At(SORTED, i));
  for (let shift: u32 = SYMBOL_BITS; most >> shift !== 0; shift += 8) {
    memory.fill(STARTS, 0, 256 * 4);
    for (let i: u32 = 0; i < n; i++) increment(STARTS, (u32At(SORTED, i) >> shift) & 0xff);
    let start: u32 = 0;
    for (let digit: u32 = 0; digit < 256; digit++) {
      const size = u32At(STARTS, digit);
      setU32(STARTS, digit, start);
      start += size;
    }
    for (let i: u32 = 0; i < n; i++) {
      const value = u32At(SORTED, i);
      const digit = (value >> shift) & 0xff;
      setU32(NODES, u32At(STARTS, digit), value);
      increment(STARTS, digit);
    }
    memory.copy(SORTED, NODES, n * 4);
  }
}

/** Counts the lengths of an optimal code, in place (A. Moffat and J. Katajainen, 1995). */
function measure(n: u32): void {
  join(n);
  // What is left of an inner node is its parent, which stands after it; the root is the last.
  setU32(NODES, n - 2, 0);
  for (let i = n - 2; i > 0; i--) {
    const parent = u32At(NODES, i - 1);
    setU32(NODES, i - 1, u32At(NODES, parent) + 1);
  }
  memory.fill(LENGTH_COUNTS, 0, (UNLIMITED + 1) * 4);
  let places: u32 = 1;
  let inner = n - 1;
  for (let depth: u32 = 0; places > 0; depth++) {
    let nodes: u32 = 0;
    for (; inner > 0 && u32At(NODES, inner - 1) === depth; inner--) nodes += 1;
    setU32(LENGTH_COUNTS, depth, places - nodes);
    places = 2 * nodes;
  }
}

/** Joins the two rarest nodes until one is left. A node that was joined keeps where its parent is. */
function join(n: u32): void {
  for (let i: u32 = 0; i < n; i++) setU32(NODES, i, u32At(SORTED, i) >> SYMBOL_BITS);
  let inner: u32 = 0;
  let leaf: u32 = 0;
  for (let parent: u32 = 0; parent < n - 1; parent++) {
    let sum: u32 = 0;
    for (let k = 0; k < 2; k++) {
      if (leaf >= n || (inner < parent && u32At(NODES, inner) < u32At(NODES, leaf))) {
        sum += u32At(NODES, inner);
        setU32(NODES, inner++, parent);
      } else {
        sum += u32At(NODES, leaf++);
      }
    }
    setU32(NODES, parent, sum);
  }
}

/** Shortens codes that are too long, and lengthens others until all fit (Kraft's inequality). */
function shorten(limit: u32): void {
  let tooMany: u32 = 0;
  for (let length = limit + 1; length <= UNLIMITED; length++) {
    tooMany += u32At(LENGTH_COUNTS, length);
    setU32(LENGTH_COUNTS, length, 0);
  }
  if (tooMany === 0) return;
  addTo(limit, tooMany);
  const room: u32 = 1 << limit;
  let taken: u32 = 0;
  for (let length: u32 = 1; length <= limit; length++) {
    taken += u32At(LENGTH_COUNTS, length) << (limit - length);
  }
  for (; taken > room; taken--) {
    // Below the longest code that is not at the limit comes one of those that are.
    let length = limit - 1;
    while (u32At(LENGTH_COUNTS, length) === 0) length -= 1;
    addTo(limit, -1);
    addTo(length, -1);
    addTo(length + 1, 2);
  }
}

function addTo(length: u32, more: i32): void {
  setU32(LENGTH_COUNTS, length, u32At(LENGTH_COUNTS, length) + more);
}

/** RFC 1951 section 3.2.2. */
function assign(symbols: u32, limit: u32, lengths: usize, codes: usize): void {
  let code: u32 = 0;
  for (let length: u32 = 1; length <= limit; length++) {
    setU32(NEXT_CODES, length, code);
    code = (code + u32At(LENGTH_COUNTS, length)) << 1;
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const length = u8At(lengths, symbol);
    if (length === 0) continue;
    const own = u32At(NEXT_CODES, length);
    setU32(NEXT_CODES, length, own + 1);
    setU16(codes, symbol, reverse(own, length));
  }
}

/** The lowest bits of a number, in reverse order. */
export function reverse(bits: u32, length: u32): u32 {
  let value = ((bits & 0x5555) << 1) | ((bits >> 1) & 0x5555);
  value = ((value & 0x3333) << 2) | ((value >> 2) & 0x3333);
  value = ((value & 0x0f0f) << 4) | ((value >> 4) & 0x0f0f);
  value = ((value & 0x00ff) << 8) | (value >> 8);
  return value >> (16 - length);
}
