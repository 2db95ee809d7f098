// Cuts the input into literals and matches.
import { note } from './counts.ts';
import {
  distanceOf,
  LATER,
  LATER_THAN_LONG,
  leastWorth,
  lengthOf,
  longerThan,
  matchAt,
  NONE,
  SHORTEST,
  searchAt,
} from './matches.ts';
import { INPUT, u16At } from './memory.ts';
import { CHAINS, forget, gather, LONG, LOOK, SEGMENT, SHORT } from './places.ts';
import { addLiterals, advance, next, pending, SEQUENCE } from './sequences.ts';
import { distanceSymbol, FIRST_LENGTH, LITERALS, lengthIndex } from './symbols.ts';

/**
 * By level:
 * - which places are known
 * - length from which on no better match is sought one byte later; 0 where that is never done
 * - places to compare with along a chain
 * - length with which to be content there
 */
// biome-ignore format: a row per level
const LEVELS: usize = memory.data<u16>([
  0, 0, 0, 0,
  1, 0, 0, 0,
  1, 0, 0, 0,
  1, 8, 0, 0,
  1, 10, 0, 0,
  1, 32, 0, 0,
  2, 128, 16, 64,
  2, 258, 48, 128,
  2, 258, 256, 258,
]);

let tables: u32 = 0;
let nice: u32 = 0;
let attempts: u32 = 0;
let enough: u32 = 0;

/**
 * What one byte more of a match is worth, in 16ths of a bit: the bits of its distance are weighed
 * against it.
 */
let worth: u32 = 0;
const WORTH_AT_FIRST: u32 = 3 * 16;
const LEAST_WORTH: u32 = 8;
const MOST_WORTH: u32 = 6 * 16;

/** The first position that is not known. */
let gathered: u32 = 0;
/**
 * How long looking at each position is worth it: what has matches prolongs that, so that the few
 * that noise has by chance do not matter. After that, only some positions are looked at.
 */
let hopeful: u32 = 0;
const PATIENCE: u32 = 1024;
const PATIENCE_PER_BYTE: u32 = 16;
const GLANCE: u32 = 32;

export function prepareLevel(level: u32): void {
  const row = LEVELS + (level - 1) * 8;
  tables = u16At(row, 0);
  nice = u16At(row, 1);
  attempts = u16At(row, 2);
  enough = u16At(row, 3);
  forget(tables);
  worth = WORTH_AT_FIRST;
}

/** Takes into account what the bytes parsed last have become. */
export function learnWorth(bits: u32, bytes: u32): void {
  worth = max(LEAST_WORTH, min(MOST_WORTH, (bits * 24) / max(bytes, 1)));
}

/** Makes known what comes before the chunk. */
export function learn(length: u32): void {
  gather(0, length, tables);
  gathered = length;
  hopeful = length + PATIENCE;
}

/**
 * Parses some bytes.
 * @param from where no sequence has been yet
 * @returns where it has come to; before there, everything is in sequences
 */
export function parse(from: u32, end: u32, bytes: u32): u32 {
  const stop = min(end, from + bytes);
  let at = from;
  while (at < stop) {
    let segment = SEGMENT;
    if (at >= hopeful && at + 1 >= gathered) {
      at = pass(at, end);
      segment = GLANCE;
    }
    // What is parsed has to be known one position ahead; the one at the end does no harm.
    const to = min(end + 1, gathered + segment);
    gather(gathered, to, tables);
    gathered = to;
    if (at + 1 < to) at = parseTo(to - 1, at, end);
  }
  addLiterals(at);
  return at;
}

/** Passes over some of what seems to hold no matches: how much differs, lest a period be missed. */
function pass(from: u32, end: u32): u32 {
  const to = min(end, from + GLANCE * (1 + ((from * 0x9e3779b1) >> 28)));
  for (let at = from; at < to; at++) note(load<u8>(at, INPUT));
  gathered = to;
  hopeful = to;
  return to;
}

function parseTo(to: u32, at: u32, end: u32): u32 {
  if (tables === SHORT) return parseShort(to, at, end);
  if (tables === CHAINS) return parseChains(to, at, end);
  return nice === 0 ? parseGreedily(to, at, end) : parseLazily(to, at, end);
}

function parseShort(to: u32, at: u32, end: u32): u32 {
  return parseWith(SHORT, false, to, at, end);
}

function parseGreedily(to: u32, at: u32, end: u32): u32 {
  return parseWith(LONG, false, to, at, end);
}

function parseLazily(to: u32, at: u32, end: u32): u32 {
  return parseWith(LONG, true, to, at, end);
}

function parseChains(to: u32, at: u32, end: u32): u32 {
  return parseWith(CHAINS, true, to, at, end);
}

/**
 * Variables of the module are in memory: what is used for each symbol is held in locals.
 * @param lazy whether a match that is better one byte later is preferred
 */
// @inline
function parseWith(tables: u32, lazy: bool, to: u32, at: u32, end: u32): u32 {
  const perByte = worth;
  const least = leastWorth(perByte);
  let sequence = next;
  let since = pending;
  let covered: u32 = 0;
  let best = bestAt(tables, at, end, perByte, 0);
  while (at < to) {
    const later = lazy ? laterThan(tables, best, least, at + 1, end, perByte) : NONE;
    const length = min(lengthOf(best), end - at);
    if (best + LATER > max(later, least + LATER) && length >= SHORTEST) {
      putMatch(sequence, at - since, length, distanceOf(best));
      sequence += SEQUENCE;
      at += length;
      covered += length;
      since = at;
      if (at >= to) break;
      best = bestAt(tables, at, end, perByte, 0);
    } else {
      note(load<u8>(at, INPUT));
      at += 1;
      best = lazy ? later : bestAt(tables, at, end, perByte, 0);
    }
  }
  hopeful = min(hopeful + covered * PATIENCE_PER_BYTE, at + PATIENCE);
  advance(sequence, since);
  return at;
}

/** What is to be weighed against a match one byte before; NONE after a long one, unless it is longer. */
// @inline
function laterThan(tables: u32, best: u64, least: u64, position: u32, end: u32, perByte: u32): u64 {
  const length = lengthOf(best);
  if (tables === CHAINS) {
    if (best <= least) return bestAt(tables, position, end, perByte, 0);
    return length >= nice ? NONE : bestAt(tables, position, end, perByte, length);
  }
  if (length < LOOK) return bestAt(tables, position, end, perByte, 0);
  if (length >= nice) return NONE;
  const later = longerThan(length, position, end, perByte);
  return later > best + LATER_THAN_LONG ? later : NONE;
}

// @inline
function bestAt(tables: u32, position: u32, end: u32, perByte: u32, length: u32): u64 {
  if (tables !== CHAINS) return matchAt(position, end, perByte, tables === LONG);
  return searchAt(position, end, length, perByte, attempts, enough);
}

// @inline
function putMatch(sequence: usize, literals: u32, length: u32, back: u32): void {
  store<u32>(sequence, literals);
  store<u32>(sequence, (length - SHORTEST) | (back << 16), 4);
  note(FIRST_LENGTH + lengthIndex(length - SHORTEST));
  note(LITERALS + distanceSymbol(back));
}
