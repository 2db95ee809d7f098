// Writes sequences: four literals at a time, or a match, as one word of bits.
import { count, end, held, resume } from './bits.ts';
import { setU32, u8At, u16At } from './memory.ts';
import { distanceOf, lengthOf, literalsOf, NO_MATCH, SEQUENCE } from './sequences.ts';
import {
  DISTANCES,
  distanceExtra,
  distanceSymbol,
  FIRST_LENGTH,
  LITERALS,
  lengthBase,
  lengthExtra,
  lengthIndex,
} from './symbols.ts';

/** By byte, and by length less 3: { bits with extra ones: 24, how many: 8 }. */
const LITERAL_WORDS: usize = memory.data(256 * 4, 16);
const LENGTH_WORDS: usize = memory.data(256 * 4, 16);
/** By symbol: { bits: 16, how many: 8, extra ones: 8 }. */
const DISTANCE_WORDS: usize = memory.data(DISTANCES * 4, 16);

/**
 * @param lengths u8 per symbol
 * @param codes u16 per symbol
 */
export function prepareWords(lengths: usize, codes: usize): void {
  for (let i: u32 = 0; i < 256; i++) {
    setU32(LITERAL_WORDS, i, u16At(codes, i) | (u8At(lengths, i) << 24));
    const index = lengthIndex(i);
    const length = u8At(lengths, FIRST_LENGTH + index);
    const bits = u16At(codes, FIRST_LENGTH + index) | ((i - lengthBase(index)) << length);
    setU32(LENGTH_WORDS, i, bits | ((length + lengthExtra(index)) << 24));
  }
  for (let i: u32 = 0; i < DISTANCES; i++) {
    const length = u8At(lengths, LITERALS + i);
    setU32(
      DISTANCE_WORDS,
      i,
      u16At(codes, LITERALS + i) | (length << 16) | (distanceExtra(i) << 24),
    );
  }
}

/** @param at the bytes that they stand for */
export function putSequences(first: usize, last: usize, at: usize): void {
  let to = end;
  let bits = held;
  let length = count;
  for (let sequence = first; sequence < last; sequence += SEQUENCE) {
    let literals = literalsOf(sequence);
    // Once for most sequences, whether they have four literals or one: no branch to mispredict.
    while (literals > 0) {
      const word = literalsWord(at, literals);
      bits |= (word & WORD_BITS) << length;
      length += <u32>(word >> WORD_LENGTH);
      store<u64>(to, bits);
      to += length >> 3;
      bits >>= length & ~7;
      length &= 7;
      at += min(literals, 4);
      if (literals <= 4) break;
      literals -= 4;
    }
    if (distanceOf(sequence) === NO_MATCH) continue;
    const word = matchWord(lengthOf(sequence), distanceOf(sequence));
    bits |= (word & WORD_BITS) << length;
    length += <u32>(word >> WORD_LENGTH);
    store<u64>(to, bits);
    to += length >> 3;
    bits >>= length & ~7;
    length &= 7;
    at += lengthOf(sequence) + 3;
  }
  resume(to, bits, length);
}

/** { bits: 56, how many: 8 } */
const WORD_LENGTH: u64 = 56;
const WORD_BITS: u64 = (1 << WORD_LENGTH) - 1;

/** The first four literals, or as many as there are. */
// @inline
function literalsWord(at: usize, literals: u32): u64 {
  const bytes = load<u32>(at);
  const a = literalWord(bytes & 0xff, literals > 0);
  const b = literalWord((bytes >> 8) & 0xff, literals > 1);
  const c = literalWord((bytes >> 16) & 0xff, literals > 2);
  const d = literalWord(bytes >> 24, literals > 3);
  const two = (a & 0xffffff) | ((b & 0xffffff) << (a >> 24));
  const more = (c & 0xffffff) | ((d & 0xffffff) << (c >> 24));
  const length = (a >> 24) + (b >> 24);
  const all = length + (c >> 24) + (d >> 24);
  return <u64>two | ((<u64>more) << length) | ((<u64>all) << WORD_LENGTH);
}

// @inline
function literalWord(byte: u32, exists: bool): u32 {
  return select<u32>(load<u32>(byte << 2, LITERAL_WORDS), 0, exists);
}

/** Both less what {@link lengthOf} and {@link distanceOf} say. */
// @inline
function matchWord(length: u32, distance: u32): u64 {
  const word = load<u32>(length << 2, LENGTH_WORDS);
  const own = load<u32>(distanceSymbol(distance) << 2, DISTANCE_WORDS);
  const ownLength = (own >> 16) & 0xff;
  const extra = own >> 24;
  const bits = (own & 0xffff) | ((distance & ((1 << extra) - 1)) << ownLength);
  const all = (word >> 24) + ownLength + extra;
  return <u64>(word & 0xffffff) | ((<u64>bits) << (word >> 24)) | ((<u64>all) << WORD_LENGTH);
}
