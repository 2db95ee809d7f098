// The best match at a position, among the places that are written down for it.
//
// A match is one number, so that the better of two is the larger:
//   { score: 32, length: 16, distance - 1: 16 }
// The score is what it saves against literals, up to a constant, in 16ths of a bit.
import { INPUT } from './memory.ts';
import { backTo, LOOK, linkOf, REACH, RING, shortsOf, sixesOf } from './places.ts';

export const SHORTEST: u32 = 3;
const LONGEST: u32 = 258;

/** Worse than any match. */
export const NONE: u64 = 0;

/** From farther away, three bytes take more bits as a match than as literals. */
const SHORT_REACH_LOG: u32 = 14;

// @inline
function match(length: u32, back: u32, worth: u32): u64 {
  const score = select<u32>(length * worth + (clz(back + 1) << 4), 0, length >= SHORTEST);
  return ((<u64>score) << 32) | ((length << 16) | back);
}

// @inline
export function lengthOf(match: u64): u32 {
  return <u32>match >> 16;
}

/** Less 1. */
// @inline
export function distanceOf(match: u64): u32 {
  return <u32>match & 0xffff;
}

/** What is worth less than this is better written as literals. */
export function leastWorth(worth: u32): u64 {
  return (<u64>(SHORTEST * worth + ((31 - SHORT_REACH_LOG) << 4))) << 32;
}

/** How much more a match one byte later has to be worth: it leaves a literal. */
export const LATER: u64 = (3 * 16) << 32;
export const LATER_THAN_LONG: u64 = (5 * 16) << 32;

/**
 * The best match there. The first eight bytes of all places are compared at once and without a
 * branch, which would be mispredicted.
 * @param worth of a byte more, in 16ths of a bit
 * @param long whether places of six bytes are known
 */
// @inline
export function matchAt(position: u32, end: u32, worth: u32, long: bool): u64 {
  const word = load<u64>(position, INPUT);
  const shorts = shortsOf(position);
  let best = max(
    max(common8(<u32>shorts & 0xffff, word, 7), common8(<u32>shorts >> 16, word, 6)),
    common8(<u32>(shorts >> 32), word, 5),
  );
  let sixes: u64 = 0;
  if (long) {
    sixes = sixesOf(position);
    const newer = max(common8(<u32>sixes & 0xffff, word, 3), common8(<u32>sixes >> 16, word, 2));
    const older = max(
      common8(<u32>(sixes >> 32) & 0xffff, word, 1),
      common8(<u32>(sixes >> 48), word, 0),
    );
    best = max(best, max(newer, older));
  }
  const places = select<u64>(shorts, sixes, (best & 4) !== 0);
  const back = backTo(<u32>(places >> (((best ^ 3) & 3) << 4)), position);
  const length = best >> 3;
  // Rare, and therefore asked at once: bytes that have gone from the window, or more in common.
  if (<i32>((LOOK - 1 - length) | (REACH - 1 - back)) < 0) {
    if (back < REACH) {
      if (!long) return prolonged(position, end, back, worth);
      return longest(position, end, back, sixes, worth);
    }
    return nearest(position, end, shorts, sixes, worth);
  }
  return match(length, back, worth);
}

/** Common bytes of a word and a place: { how many of eight: 4, rank: 3 }; of equals the highest rank is best. */
// @inline
function common8(place: u32, word: u64, rank: u32): u32 {
  return (<u32>ctz(load<u64>(place, RING) ^ word) & 0x78) | rank;
}

function prolonged(position: u32, end: u32, back: u32, worth: u32): u64 {
  const here = INPUT + position;
  return match(common(here, here - 1 - back, min(LONGEST, end - position)), back, worth);
}

/** A match of eight bytes or more, which may be longer elsewhere: six bytes alike are known there. */
function longest(position: u32, end: u32, back: u32, sixes: u64, worth: u32): u64 {
  const limit = min(LONGEST, end - position);
  const here = INPUT + position;
  const length = common(here, here - 1 - back, limit);
  const best = match(length, back, worth);
  return length < LOOK ? best : max(best, longerAt(position, limit, length, sixes, worth));
}

/** A match there that is longer than one of at least seven bytes, or NONE. */
export function longerThan(length: u32, position: u32, end: u32, worth: u32): u64 {
  return longerAt(position, min(LONGEST, end - position), length, sixesOf(position), worth);
}

function longerAt(position: u32, limit: u32, length: u32, sixes: u64, worth: u32): u64 {
  if (length >= limit) return NONE;
  const here = INPUT + position;
  // Of eight bytes that end where a longer match has one more.
  const last = here + length - (LOOK - 1);
  const word = load<u64>(last);
  const a = load<u64>(last - 1 - backTo(<u32>sixes, position)) ^ word;
  const b = load<u64>(last - 1 - backTo(<u32>sixes >> 16, position)) ^ word;
  const c = load<u64>(last - 1 - backTo(<u32>(sixes >> 32), position)) ^ word;
  const d = load<u64>(last - 1 - backTo(<u32>(sixes >> 48), position)) ^ word;
  if (min(min(a, b), min(c, d)) !== 0) return NONE;
  let best = NONE;
  for (let i = 0; i < 4; i++) {
    const back = backTo(<u32>sixes, position);
    sixes >>= 16;
    if (back >= REACH) continue;
    const found = common(here, here - 1 - back, limit);
    if (found > length) {
      length = found;
      best = match(length, back, worth);
    }
  }
  return best;
}

/** The same as {@link matchAt}, for when what seems best has gone from the window. */
function nearest(position: u32, end: u32, shorts: u64, sixes: u64, worth: u32): u64 {
  return max(bestOf(shorts, 3, position, end, worth), bestOf(sixes, 4, position, end, worth));
}

function bestOf(places: u64, count: u32, position: u32, end: u32, worth: u32): u64 {
  const limit = min(LONGEST, end - position);
  const here = INPUT + position;
  let best = NONE;
  for (let i: u32 = 0; i < count; i++) {
    const back = backTo(<u32>places, position);
    places >>= 16;
    if (back < REACH) best = max(best, match(common(here, here - 1 - back, limit), back, worth));
  }
  return best;
}

/** How many bytes two places have in common. */
function common(here: usize, there: usize, limit: u32): u32 {
  for (let length: u32 = 0; length < limit; length += 8) {
    const difference = load<u64>(here + length) ^ load<u64>(there + length);
    if (difference !== 0) return min(length + <u32>(ctz(difference) >> 3), limit);
  }
  return limit;
}

/**
 * The best match there that is longer than `length`, by way of a chain.
 * @param attempts places to compare with, at most
 * @param nice length with which to be content
 */
export function searchAt(
  position: u32,
  end: u32,
  length: u32,
  worth: u32,
  attempts: u32,
  nice: u32,
): u64 {
  const limit = min(LONGEST, end - position);
  const here = INPUT + position;
  const shorts = shortsOf(position);
  let best = NONE;
  if (length < SHORTEST) {
    const back = backTo(<u32>(shorts >> 32), position);
    if (back < REACH) best = match(min(common(here, here - 1 - back, limit), 3), back, worth);
    length = SHORTEST;
  }
  if (length >= limit) return best;
  const word = load<u32>(here);
  let tail = load<u32>(here + length - 3);
  let place = <u32>shorts & 0xffff;
  let last: u32 = 0;
  for (; attempts > 0; attempts--) {
    const back = backTo(place, position);
    // Links of places that have gone from the window lead to newer ones.
    if (back >= REACH || back < last) break;
    last = back + 1;
    const there = here - 1 - back;
    if (load<u32>(there + length - 3) === tail && load<u32>(there) === word) {
      const found = common(here, there, limit);
      if (found > length) {
        best = max(best, match(found, back, worth));
        length = lengthOf(best);
        if (length >= nice || length >= limit) break;
        tail = load<u32>(here + length - 3);
      }
    }
    place = linkOf(place);
  }
  return best;
}
