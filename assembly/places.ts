// Makes positions known, and for each writes down where the same bytes were seen before. That is
// done for some hundred positions at a time, ahead of the parse and whatever it will decide: a loop
// without branches, so that the processor waits for no table.
//
// Places are positions modulo the window, in which the last bytes of the input are kept as well:
// any place, however old, can then be looked at without asking whether it is still near enough.
import { INPUT, setU16, u16At, WINDOW } from './memory.ts';

/** Positions that are made known at a time. */
export const SEGMENT: u32 = 128;

/** What a lookup reads at a place, in bytes. */
export const LOOK: u32 = 8;

/** The window, and its beginning once more, for words that reach beyond its end. */
export const RING: usize = memory.data(WINDOW + LOOK, 64);
const PLACE: u32 = WINDOW - 1;
let filled: u32 = 0;

/** Distances of this and more may lead to bytes that are yet to come, which the window has already. */
export const REACH: u32 = WINDOW - SEGMENT - 3 * LOOK;

/**
 * By position, for those made known last, the newest places by hash:
 *   { of six bytes: 4 x u16, of four bytes: 2 x u16, of three bytes: u16, padding: 2 }
 */
const RECORD: u32 = 16;
const RECORDS: usize = memory.data(2 * SEGMENT * RECORD, 64);

/** The newest places by hash, the newest lowest: 4 x u16, 2 x u16, u16. */
const SIXES_BITS: u32 = 15;
const SIXES: usize = memory.data(8 << SIXES_BITS, 64);
const FOURS_BITS: u32 = 15;
const FOURS: usize = memory.data(4 << FOURS_BITS, 64);
const THREES_BITS: u32 = 14;
const THREES: usize = memory.data(2 << THREES_BITS, 64);

/** Chains: the newest place by hash of four bytes, and by place the one before it. */
const HEADS_BITS: u32 = 15;
const HEADS: usize = memory.data(2 << HEADS_BITS, 64);
const LINKS: usize = memory.data(2 * WINDOW, 64);

/** Which tables there are: those that are left out are neither cleared nor filled. */
export const SHORT: u32 = 0;
export const LONG: u32 = 1;
export const CHAINS: u32 = 2;

export function forget(tables: u32): void {
  filled = 0;
  memory.fill(THREES, 0, 2 << THREES_BITS);
  if (tables === CHAINS) memory.fill(HEADS, 0, 2 << HEADS_BITS);
  else memory.fill(FOURS, 0, 4 << FOURS_BITS);
  if (tables === LONG) memory.fill(SIXES, 0, 8 << SIXES_BITS);
}

/** Makes the positions from `from` to `to` known. */
export function gather(from: u32, to: u32, tables: u32): void {
  fill(to + LOOK);
  if (tables === SHORT) gatherShort(from, to);
  else if (tables === LONG) gatherLong(from, to);
  else gatherChains(from, to);
}

function fill(to: u32): void {
  let at = filled;
  for (; at < to; at += 8) store<u64>(at & PLACE, load<u64>(at, INPUT), RING);
  filled = at;
  store<u64>(WINDOW, load<u64>(0, RING), RING);
}

function gatherShort(from: u32, to: u32): void {
  for (let at = from; at < to; at++) {
    const word = load<u32>(at, INPUT);
    const record = recordOf(at);
    enterFour(record, word, at & PLACE);
    enterThree(record, word, at & PLACE);
  }
}

function gatherLong(from: u32, to: u32): void {
  for (let at = from; at < to; at++) {
    const word = load<u64>(at, INPUT);
    const record = recordOf(at);
    const six = hashOf6(word) << 3;
    const sixes = load<u64>(six, SIXES);
    store<u64>(record, sixes, RECORDS);
    store<u64>(six, (sixes << 16) | (at & PLACE), SIXES);
    enterFour(record, <u32>word, at & PLACE);
    enterThree(record, <u32>word, at & PLACE);
  }
}

function gatherChains(from: u32, to: u32): void {
  for (let at = from; at < to; at++) {
    const word = load<u32>(INPUT + at);
    const record = recordOf(at);
    const hash = hashOf4(word, HEADS_BITS);
    const newest = u16At(HEADS, hash);
    setU16(HEADS, hash, at & PLACE);
    setU16(LINKS, at & PLACE, newest);
    store<u16>(record, newest, RECORDS + 8);
    enterThree(record, word, at & PLACE);
  }
}

// @inline
function enterFour(record: usize, word: u32, place: u32): void {
  const four = hashOf4(word, FOURS_BITS) << 2;
  const fours = load<u32>(four, FOURS);
  store<u32>(record, fours, RECORDS + 8);
  store<u32>(four, (fours << 16) | place, FOURS);
}

// @inline
function enterThree(record: usize, word: u32, place: u32): void {
  const three = hashOf3(word) << 1;
  store<u16>(record, load<u16>(three, THREES), RECORDS + 12);
  store<u16>(three, place, THREES);
}

/** From {@link RECORDS}. */
// @inline
function recordOf(position: u32): usize {
  return (position & (2 * SEGMENT - 1)) * RECORD;
}

/** The newest places with the same six bytes, the newest lowest. */
export function sixesOf(position: u32): u64 {
  return load<u64>(recordOf(position), RECORDS);
}

/** The same of four bytes, two of them, and then of three, one. */
export function shortsOf(position: u32): u64 {
  return load<u64>(recordOf(position), RECORDS + 8);
}

/** The place before one that is in a chain. */
export function linkOf(place: u32): u32 {
  return u16At(LINKS, place);
}

/** How far back a place is, less 1. */
export function backTo(place: u32, position: u32): u32 {
  return (position - 1 - place) & PLACE;
}

/** Knuth's multiplicative hashes, by the golden ratio: of the first bytes of a word. */
function hashOf3(word: u32): u32 {
  return ((word << 8) * 0x9e3779b1) >> (32 - THREES_BITS);
}

function hashOf4(word: u32, bits: u32): u32 {
  return (word * 0x9e3779b1) >> (32 - bits);
}

function hashOf6(word: u64): u32 {
  return <u32>(((word << 16) * 0x9e3779b97f4a7c15) >> (64 - SIXES_BITS));
}
