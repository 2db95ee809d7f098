// Where things are in memory, and how tables are read. Nothing is ever allocated: every table has
// its place.

/** How far back a match can reach (RFC 1951 section 2). */
export const WINDOW: u32 = 32 * 1024;
/** Bytes that can be compressed at a time. */
export const LARGEST_CHUNK: u32 = 1024 * 1024;

/** Reading in words may go this far beyond the end. */
const SLACK: u32 = 64;

/** What comes before the chunk, at most a window of it, and then the chunk. */
export const INPUT: usize = memory.data(WINDOW + LARGEST_CHUNK + SLACK, 16);

/** More than a chunk can become: stored, it grows by 5 bytes per 65,535. */
export const OUTPUT: usize = memory.data(LARGEST_CHUNK + LARGEST_CHUNK / 64 + 1024, 16);

export function u8At(table: usize, index: u32): u32 {
  return load<u8>(table + index);
}

export function u16At(table: usize, index: u32): u32 {
  return load<u16>(table + (index << 1));
}

export function u32At(table: usize, index: u32): u32 {
  return load<u32>(table + (index << 2));
}

export function setU16(table: usize, index: u32, value: u32): void {
  store<u16>(table + (index << 1), value);
}

export function setU32(table: usize, index: u32, value: u32): void {
  store<u32>(table + (index << 2), value);
}

export function increment(table: usize, index: u32): void {
  setU32(table, index, u32At(table, index) + 1);
}
