// A block, by what is smallest (RFC 1951 section 3.2.3 to 3.2.7):
//   { last: 1, type: 2 = 0 }  { padding }  { length: 16, ~length: 16 }  { bytes }
//   { last: 1, type: 2 = 1 }  { symbols in the fixed codes }
//   { last: 1, type: 2 = 2 }  { codes }  { symbols in these codes }
import { align, copy, put } from './bits.ts';
import { measureCodeLengths, putCodeLengths } from './code-lengths.ts';
import { BLOCK } from './counts.ts';
import { buildCode, reverse } from './huffman.ts';
import { INPUT, setU16, setU32, u8At, u16At, u32At } from './memory.ts';
import {
  DISTANCES,
  distanceExtra,
  END_OF_BLOCK,
  FIRST_LENGTH,
  LENGTHS,
  LITERALS,
  lengthExtra,
  SYMBOLS,
} from './symbols.ts';
import { prepareWords, putSequences } from './words.ts';

/** Types, in the place they have after the bit that tells the last block. */
const STORED: u32 = 0 << 1;
const FIXED: u32 = 1 << 1;
const DYNAMIC: u32 = 2 << 1;
const LONGEST_STORED: u32 = 65535;

/** Lower than it may be, 15: four literals then fit between two writes, or a match. */
const LONGEST_CODE: u32 = 14;

/** u8 and u16 per symbol. */
const CODE_LENGTHS: usize = memory.data(SYMBOLS, 16);
const CODES: usize = memory.data(SYMBOLS * 2, 16);
const FIXED_LENGTHS: usize = memory.data(SYMBOLS, 16);

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
  prepareWords(CODE_LENGTHS, CODES);
  putSequences(first, last, INPUT + from);
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
