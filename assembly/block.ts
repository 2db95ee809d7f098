// A block, by what is smallest (RFC 1951 section 3.2.3 to 3.2.7):
//   { last: 1, type: 2 = 0 }  { padding }  { length: 16, ~length: 16 }  { bytes }
//   { last: 1, type: 2 = 1 }  { symbols in the fixed codes }
//   { last: 1, type: 2 = 2 }  { codes }  { symbols in these codes }
import { align, copy, put } from './bits.ts';
import { measureCodeLengths, putCodeLengths } from './code-lengths.ts';
import { BLOCK } from './counts.ts';
import { buildCode, reverse } from './huffman.ts';
import { INPUT, setU16, setU32, u8At, u16At, u32At } from './memory.ts';
import { distanceOf, lengthOf, literalsOf, NO_MATCH, SEQUENCE } from './sequences.ts';
import {
  DISTANCES,
  distanceExtra,
  distanceSymbol,
  END_OF_BLOCK,
  FIRST_LENGTH,
  LENGTHS,
  LITERALS,
  lengthBase,
  lengthExtra,
  lengthIndex,
  SYMBOLS,
} from './symbols.ts';

/** Types, in the place they have after the bit that tells the last block. */
const STORED: u32 = 0 << 1;
const FIXED: u32 = 1 << 1;
const DYNAMIC: u32 = 2 << 1;
const LONGEST_STORED: u32 = 65535;

/** Lower than it may be, 15: four literals then fit between two writes. */
const LONGEST_CODE: u32 = 14;

/** u8 and u16 per symbol. */
const CODE_LENGTHS: usize = memory.data(SYMBOLS, 16);
const CODES: usize = memory.data(SYMBOLS * 2, 16);
const FIXED_LENGTHS: usize = memory.data(SYMBOLS, 16);

/** By byte, and by length less 3: { bits with extra ones: 24, how many: 8 }. */
const LITERAL_WORDS: usize = memory.data(256 * 4, 16);
const LENGTH_WORDS: usize = memory.data(256 * 4, 16);

/** Section 3.2.6. */
export function prepareFixed(): void {
  memory.fill(FIXED_LENGTHS, 8, LITERALS);
  memory.fill(FIXED_LENGTHS + 144, 9, 256 - 144);
  memory.fill(FIXED_LENGTHS + 256, 7, 280 - 256);
  memory.fill(FIXED_LENGTHS + LITERALS, 5, DISTANCES);
}

/** Writes the sequences that BLOCK counts, which are of these bytes of the input. */
export function putBlock(first: usize, last: usize, from: u32, length: u32): void {
  setU32(BLOCK, END_OF_BLOCK, 1);
  buildCode(BLOCK, LITERALS - 2, LONGEST_CODE, CODE_LENGTHS, CODES);
  buildCode(
    BLOCK + LITERALS * 4,
    DISTANCES - 2,
    LONGEST_CODE,
    CODE_LENGTHS + LITERALS,
    CODES + LITERALS * 2,
  );
  const dynamic = measureCodeLengths(CODE_LENGTHS) + bitsWith(CODE_LENGTHS);
  const fixed = bitsWith(FIXED_LENGTHS);
  if (storedBits(length) <= min(fixed, dynamic)) {
    putStored(from, length);
    return;
  }
  if (fixed <= dynamic) {
    put(FIXED, 3);
    useFixed();
  } else {
    put(DYNAMIC, 3);
    putCodeLengths();
  }
  prepareWords();
  for (let sequence = first; sequence < last; sequence += SEQUENCE) {
    const at = INPUT + from;
    putLiterals(at, literalsOf(sequence));
    from += literalsOf(sequence);
    if (distanceOf(sequence) === NO_MATCH) continue;
    putMatch(lengthOf(sequence), distanceOf(sequence));
    from += lengthOf(sequence) + 3;
  }
  put(u16At(CODES, END_OF_BLOCK), u8At(CODE_LENGTHS, END_OF_BLOCK));
}

/** An empty block of stored bytes, which makes bytes whole: zlib's sync flush. */
export function putFlush(): void {
  putStored(0, 0);
}

/** Bits of the symbols that BLOCK counts, extra bits among them. */
function bitsWith(lengths: usize): u32 {
  let bits: u32 = 0;
  for (let i: u32 = 0; i < SYMBOLS; i++) bits += u32At(BLOCK, i) * u8At(lengths, i);
  for (let i: u32 = 0; i < LENGTHS; i++) {
    bits += u32At(BLOCK, FIRST_LENGTH + i) * lengthExtra(i);
  }
  for (let i: u32 = 0; i < DISTANCES; i++) bits += u32At(BLOCK, LITERALS + i) * distanceExtra(i);
  return bits;
}

/** At most: the last bits of the first header make its byte whole. */
function storedBits(length: u32): u32 {
  const pieces = (length + LONGEST_STORED - 1) / LONGEST_STORED;
  return length * 8 + pieces * 40;
}

function putStored(from: u32, length: u32): void {
  do {
    const part = min(length, LONGEST_STORED);
    put(STORED, 3);
    align();
    put(part | ((part ^ 0xffff) << 16), 32);
    copy(INPUT + from, part);
    from += part;
    length -= part;
  } while (length > 0);
}

/** Section 3.2.6: the fixed codes are in the order of their symbols, those of 7 bits first. */
function useFixed(): void {
  memory.copy(CODE_LENGTHS, FIXED_LENGTHS, SYMBOLS);
  useFixedFor(0, 144, 0x30);
  useFixedFor(144, 256, 0x190);
  useFixedFor(256, 280, 0);
  useFixedFor(280, LITERALS, 0xc0);
  useFixedFor(LITERALS, SYMBOLS, 0);
}

function useFixedFor(from: u32, to: u32, code: u32): void {
  for (let i = from; i < to; i++) setU16(CODES, i, reverse(code + i - from, u8At(CODE_LENGTHS, i)));
}

function prepareWords(): void {
  for (let i: u32 = 0; i < 256; i++) {
    setU32(LITERAL_WORDS, i, u16At(CODES, i) | (u8At(CODE_LENGTHS, i) << 24));
    const index = lengthIndex(i);
    const length = u8At(CODE_LENGTHS, FIRST_LENGTH + index);
    const bits = u16At(CODES, FIRST_LENGTH + index) | ((i - lengthBase(index)) << length);
    setU32(LENGTH_WORDS, i, bits | ((length + lengthExtra(index)) << 24));
  }
}

function putLiterals(at: usize, count: u32): void {
  for (; count >= 4; count -= 4) {
    put4(at);
    at += 4;
  }
  for (; count > 0; count--) {
    const word = u32At(LITERAL_WORDS, u8At(at++, 0));
    put(word & 0xffffff, word >> 24);
  }
}

function put4(at: usize): void {
  const a = u32At(LITERAL_WORDS, u8At(at, 0));
  const b = u32At(LITERAL_WORDS, u8At(at, 1));
  const c = u32At(LITERAL_WORDS, u8At(at, 2));
  const d = u32At(LITERAL_WORDS, u8At(at, 3));
  const two = (a & 0xffffff) | ((b & 0xffffff) << (a >> 24));
  const more = (c & 0xffffff) | ((d & 0xffffff) << (c >> 24));
  const length = (a >> 24) + (b >> 24);
  put(<u64>two | ((<u64>more) << length), length + (c >> 24) + (d >> 24));
}

/** Both less what {@link lengthOf} and {@link distanceOf} say. */
function putMatch(length: u32, distance: u32): void {
  const word = u32At(LENGTH_WORDS, length);
  const symbol = distanceSymbol(distance);
  const code = u16At(CODES, LITERALS + symbol);
  const codeLength = u8At(CODE_LENGTHS, LITERALS + symbol);
  const extra = distanceExtra(symbol);
  const own = code | ((distance & ((1 << extra) - 1)) << codeLength);
  put(<u64>(word & 0xffffff) | ((<u64>own) << (word >> 24)), (word >> 24) + codeLength + extra);
}
