// What a parse has found: some literals and then a match, and so on.
//   { literals: u32, length - 3: u16, distance - 1: u16 }; without a match, the last is 0xffff
import { LARGEST_CHUNK, u16At, u32At } from './memory.ts';

export const SEQUENCE: usize = 8;
export const NO_MATCH: u32 = 0xffff;
const SEQUENCES: usize = memory.data((LARGEST_CHUNK / 3 + 1024) * <u32>SEQUENCE, 16);

/** Where the next one goes. */
export let next: usize = 0;
/** The first byte that is in none. */
export let pending: u32 = 0;

export function beginAt(position: u32): void {
  next = SEQUENCES;
  pending = position;
}

export function advance(sequence: usize, position: u32): void {
  next = sequence;
  pending = position;
}

/** Literals that no match follows. */
export function addLiterals(end: u32): void {
  if (end === pending) return;
  store<u32>(next, end - pending);
  store<u32>(next, NO_MATCH << 16, 4);
  advance(next + SEQUENCE, end);
}

export function literalsOf(sequence: usize): u32 {
  return u32At(sequence, 0);
}

/** Less 3. */
export function lengthOf(sequence: usize): u32 {
  return u16At(sequence, 2);
}

/** Less 1. */
export function distanceOf(sequence: usize): u32 {
  return u16At(sequence, 3);
}
