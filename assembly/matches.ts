// Finds earlier occurrences of what comes next. Positions are kept by hash of the five bytes there,
// in rows of one line or several (a line of the processor's cache):
//   { tags: 16 x u8, positions: 16 x u16, newest: u8, padding: 15 }
// which are filled from their end, one after the other. In the padding of a row's first line is
// which of them was entered into last.
// A tag is a further part of the hash; those of a line are compared eight at a time. (Instructions for
// sixteen are a thirtieth faster, and not on every processor.)
// Positions are modulo 65,536, more than the window: what an entry that has gone out of it seems to
// point at is at worst a place that does not match.
import { INPUT, setU16, u8At, u16At, WINDOW } from './memory.ts';

/** Together the lines have an entry for each position of the window. */
const LINES_BITS: u32 = 11;
const LINE_SIZE_BITS: u32 = 6;
const TAG_BITS: u32 = 8;
const ENTRIES: u32 = 16;
const POSITIONS: usize = 16;
const NEWEST: u32 = 48;
const CURRENT: u32 = 49;
const LINES: usize = memory.data((1 << LINES_BITS) << LINE_SIZE_BITS, 64);

/** By hash of three bytes and of four, the last position that had it. */
const THREES_BITS: u32 = 14;
const THREES: usize = memory.data(2 << THREES_BITS, 64);
const FOURS_BITS: u32 = 15;
const FOURS: usize = memory.data(2 << FOURS_BITS, 64);

export const SHORTEST: u32 = 3;
const LONGEST: u32 = 258;
/** From farther away, three bytes take more bits as a match than as literals. */
const SHORT_REACH: u32 = 4096;

/**
 * What one byte more of a match is worth, in 16ths of a bit: the bits of its distance are weighed
 * against it.
 */
export let worth: u32 = 0;
const WORTH_AT_FIRST: u32 = 3 * 16;
const LEAST_WORTH: u32 = 8;
const MOST_WORTH: u32 = 6 * 16;

/** Takes into account what the bytes parsed last have become. */
export function learnWorth(bits: u32, bytes: u32): void {
  worth = max(LEAST_WORTH, min(MOST_WORTH, (bits * 20) / max(bytes, 1)));
}

/** How far back the match is that {@link longest} has found. */
export let distance: u32 = 0;

/** Binary logarithm of the lines per row. */
let rowBits: u32 = 0;

/** @param bits binary logarithm of the lines per row: more are slower and find more */
export function forget(bits: u32): void {
  rowBits = bits;
  worth = WORTH_AT_FIRST;
  memory.fill(LINES, 0, (1 << LINES_BITS) << LINE_SIZE_BITS);
  memory.fill(THREES, 0, 2 << THREES_BITS);
  memory.fill(FOURS, 0, 2 << FOURS_BITS);
}

/** Bytes that must follow a position where something is looked for. */
export const LOOK: u32 = 5;

/** Knuth's multiplicative hashes, by the golden ratio: of the first bytes of a word. */
function hashOf3(word: u64): u32 {
  return (((<u32>word) << 8) * 0x9e3779b1) >> (32 - THREES_BITS);
}

function hashOf4(word: u64): u32 {
  return (<u32>word * 0x9e3779b1) >> (32 - FOURS_BITS);
}

function hashOf5(word: u64): u32 {
  return <u32>(((word << 24) * 0x9e3779b97f4a7c15) >> (64 - LINES_BITS - TAG_BITS));
}

function rowOf(hashed: u32): usize {
  return LINES + (((hashed >> TAG_BITS) >> rowBits) << (LINE_SIZE_BITS + rowBits));
}

function lineOf(row: usize, index: u32): usize {
  return row + ((index & ((1 << rowBits) - 1)) << LINE_SIZE_BITS);
}

function enter(row: usize, tag: u32, position: u32): void {
  if (rowBits === 0) enterLine(row, tag, position);
  else enterRow(row, tag, position);
}

function enterLine(line: usize, tag: u32, position: u32): void {
  const newest = (u8At(line, NEWEST) - 1) & (ENTRIES - 1);
  store<u8>(line + NEWEST, newest);
  store<u8>(line + newest, tag);
  setU16(line + POSITIONS, newest, position);
}

function enterRow(row: usize, tag: u32, position: u32): void {
  const line = lineOf(row, u8At(row, CURRENT));
  if (u8At(line, NEWEST) !== 0) {
    enterLine(line, tag, position);
    return;
  }
  const current = u8At(row, CURRENT) + 1;
  store<u8>(row + CURRENT, current);
  enterLine(lineOf(row, current), tag, position);
}

/** Makes a position known. */
export function insert(position: u32): void {
  const word = load<u64>(INPUT + position);
  const hashed = hashOf5(word);
  enter(rowOf(hashed), hashed, position);
  setU16(FOURS, hashOf4(word), position);
  setU16(THREES, hashOf3(word), position);
}

/**
 * Makes a position known and looks there for a match that is worth more than one of length `best`
 * at {@link distance}.
 * @param end where matches end
 * @param nice length with which to be content
 * @param attempts places to compare with, at most, per line
 * @returns its length, or `best`
 */
export function longest(position: u32, end: u32, best: u32, nice: u32, attempts: u32): u32 {
  const word = load<u64>(INPUT + position);
  const hashed = hashOf5(word);
  const row = rowOf(hashed);
  const limit = min(end - position, LONGEST);
  const three = hashOf3(word);
  const four = hashOf4(word);
  if (best < SHORTEST) {
    best = lengthOfFour(position, u16At(FOURS, four), limit, best);
    if (best < SHORTEST) best = lengthOfThree(position, u16At(THREES, three));
  }
  setU16(THREES, three, position);
  setU16(FOURS, four, position);
  if (best >= limit) {
    enter(row, hashed, position);
    return best;
  }
  if (nice > limit) nice = limit;
  if (rowBits === 0) {
    const newest = u8At(row, NEWEST);
    const likely = likelyIn(row, hashed, newest);
    if (likely !== 0) best = longestOf(likely, newest, row, position, limit, best, nice, attempts);
    enterLine(row, hashed, position);
    return best;
  }
  const current = u8At(row, CURRENT);
  for (let i: u32 = 0; i < (<u32>1) << rowBits && best < nice; i++) {
    const line = lineOf(row, current - i);
    const newest = u8At(line, NEWEST);
    const likely = likelyIn(line, hashed, newest);
    if (likely !== 0) best = longestOf(likely, newest, line, position, limit, best, nice, attempts);
  }
  enterRow(row, hashed, position);
  return best;
}

/** Bit i tells whether the i-th newest entry of a line has a tag. */
function likelyIn(line: usize, tag: u32, newest: u32): u32 {
  const tags = <u64>(tag & 0xff) * 0x0101010101010101;
  const same = zeros(load<u64>(line) ^ tags) | (zeros(load<u64>(line, 8) ^ tags) << 8);
  return ((same | (same << ENTRIES)) >> newest) & 0xffff;
}

/** Bit i tells whether byte i is 0. */
function zeros(bytes: u64): u32 {
  const low: u64 = 0x7f7f7f7f7f7f7f7f;
  const highest = ~(((bytes & low) + low) | bytes | low);
  // Gathers the highest bit of each byte.
  return <u32>(((highest >> 7) * 0x0102040810204080) >> 56);
}

/** SHORTEST if that many bytes are the same and near enough, else less. */
function lengthOfThree(position: u32, candidate: u32): u32 {
  const back = (position - candidate) & 0xffff;
  if (back - 1 >= min(position, SHORT_REACH)) return 0;
  const here = INPUT + position;
  if ((load<u32>(here - back) ^ load<u32>(here)) << 8 !== 0) return 0;
  distance = back;
  return SHORTEST;
}

/** How much is the same there if that is four bytes at least, else `best`. */
function lengthOfFour(position: u32, candidate: u32, limit: u32, best: u32): u32 {
  const back = (position - candidate) & 0xffff;
  if (back - 1 >= min(position, WINDOW)) return best;
  const here = INPUT + position;
  if (load<u32>(here - back) !== load<u32>(here)) return best;
  distance = back;
  return common(here, here - back, limit);
}

/** The longest of the likely ones in a line, from the newest, which is nearest, to the oldest. */
function longestOf(
  likely: u32,
  newest: u32,
  line: usize,
  position: u32,
  limit: u32,
  best: u32,
  nice: u32,
  attempts: u32,
): u32 {
  const here = INPUT + position;
  const reach = min(position, WINDOW);
  const word = load<u32>(here);
  // Four bytes that a longer match has at its end.
  let offset = max(best, SHORTEST) - SHORTEST;
  let tail = load<u32>(here + offset);
  do {
    const entry = (newest + ctz(likely)) & (ENTRIES - 1);
    const back = (position - u16At(line + POSITIONS, entry)) & 0xffff;
    const there = here - back;
    if (back - 1 < reach && load<u32>(there + offset) === tail && load<u32>(there) === word) {
      const length = common(here, there, limit);
      if (length > best && (best <= SHORTEST || isWorth(length - best, back))) {
        best = length;
        distance = back;
        if (length >= nice) break;
        offset = length - SHORTEST;
        tail = load<u32>(here + offset);
      }
    }
    likely &= likely - 1;
    attempts -= 1;
  } while (likely !== 0 && attempts !== 0);
  return best;
}

/** Whether that many bytes more make good for a distance that may take more bits. */
function isWorth(more: u32, back: u32): bool {
  return more * worth + (clz(back) << 4) > clz(distance) << 4;
}

/** How many bytes two places have in common, of which four are known. */
function common(a: usize, b: usize, limit: u32): u32 {
  for (let length: u32 = 4; length < limit; length += 8) {
    const difference = load<u64>(a + length) ^ load<u64>(b + length);
    if (difference !== 0) return min(length + <u32>(ctz(difference) >> 3), limit);
  }
  return limit;
}
