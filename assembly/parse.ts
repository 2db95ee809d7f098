// Cuts the input into literals and matches.
import { distance, forget, insert, LOOK, longest, SHORTEST } from './matches.ts';
import { u16At } from './memory.ts';
import { addLiterals, addMatch } from './sequences.ts';

/**
 * By level:
 * - attempts at each position
 * - attempts at the position after a match, which may have a better one; 0 where that is not sought
 * - length with which to be content
 * - binary logarithm of the lines per row of the table of matches
 */
// biome-ignore format: a row per level
const LEVELS: usize = memory.data<u16>([
  1, 0, 16, 0,
  4, 0, 24, 0,
  4, 2, 16, 0,
  8, 3, 24, 0,
  12, 5, 32, 0,
  16, 8, 128, 0,
  16, 16, 128, 1,
  16, 16, 160, 2,
  16, 16, 258, 4,
]);

let attempts: u32 = 0;
let laterAttempts: u32 = 0;
let nice: u32 = 0;

/** Positions in a row at which nothing was found. */
let misses: u32 = 0;
/** What seems to hold no matches is looked at in larger and larger steps, in 1 of misses this many. */
const MISSES_PER_STEP_LOG: u32 = 8;
const LARGEST_STEP: u32 = 16;

/** How much better a match one byte later has to be, in bits. */
const LATER: u32 = 2;

export function prepareLevel(level: u32): void {
  const row = LEVELS + (level - 1) * 8;
  attempts = u16At(row, 0);
  laterAttempts = u16At(row, 1);
  nice = u16At(row, 2);
  forget(u16At(row, 3));
  misses = 0;
}

/**
 * Parses until some symbols were found, or until there is too little to look at.
 * @param from where no sequence has been yet
 * @returns where it has come to; before there, everything is in sequences
 */
export function parse(from: u32, end: u32, symbols: u32): u32 {
  const last = end - LOOK;
  let at = from;
  let matches: u32 = 0;
  let bytes: u32 = 0;
  while (at <= last && matches + (at - from) - bytes < symbols) {
    const length = longest(at, end, SHORTEST - 1, nice, attempts);
    if (length < SHORTEST) {
      misses += 1;
      at += min(1 + (misses >> MISSES_PER_STEP_LOG), LARGEST_STEP);
      continue;
    }
    misses = 0;
    const before = at;
    at = laterAttempts === 0 ? take(at, length, last) : takeBest(at, length, end);
    matches += 1;
    bytes += at - before;
  }
  at = min(at, end);
  addLiterals(at);
  return at;
}

/** Takes the match found there, or a better one a few bytes later. */
function takeBest(at: u32, length: u32, end: u32): u32 {
  const last = end - LOOK;
  let back = distance;
  let known = at + 1;
  while (length < nice && at < last) {
    const later = longest(at + 1, end, length, nice, laterAttempts);
    known = at + 2;
    if (later <= length || !isBetter(later - length, back)) break;
    at += 1;
    length = later;
    back = distance;
  }
  addMatch(at, length, back);
  return skip(known, at + length, last);
}

function isBetter(more: u32, back: u32): bool {
  return (more << 2) + clz(distance) > clz(back) + LATER;
}

function take(at: u32, length: u32, last: u32): u32 {
  addMatch(at, length, distance);
  return skip(at + 1, at + length, last);
}

/** Makes what is in a match known as well. */
function skip(from: u32, to: u32, last: u32): u32 {
  const stop = min(to, last + 1);
  for (let at = from; at < stop; at++) insert(at);
  return to;
}

/** Makes known what comes before the chunk. */
export function learn(length: u32, end: u32): void {
  if (end >= LOOK) skip(0, min(length, end - LOOK + 1), end - LOOK);
}
