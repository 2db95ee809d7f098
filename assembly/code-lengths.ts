// The codes of a block, told by the lengths of each symbol's (RFC 1951 section 3.2.7):
//   { literals - 257: 5, distances - 1: 5, lengths - 4: 4 }
//   { lengths of the codes of the lengths: 3 each }  { lengths of all symbols, in that code }
import { put } from './bits.ts';
import { buildCode } from './huffman.ts';
import { increment, setU16, u8At, u16At, u32At } from './memory.ts';
import { DISTANCES, FIRST_LENGTH, LITERALS, SYMBOLS } from './symbols.ts';

/** Symbols of this code: the lengths 0 to 15, and repeats. */
const CODE_SYMBOLS: u32 = 19;
const REPEAT: u32 = 16;
const ZEROS: u32 = 17;
const MANY_ZEROS: u32 = 18;
const LONGEST_CODE: u32 = 7;
/** Their order in the block, so that those at the end can be left out. */
const ORDER: usize = memory.data<u8>([
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
]);

/** What is to be written: { symbol: u8, extra bits: u8 }. */
const ITEMS: usize = memory.data(SYMBOLS * 2, 16);
let items: u32 = 0;
const COUNTS: usize = memory.data(CODE_SYMBOLS * 4, 16);
const CODE_LENGTHS: usize = memory.data(CODE_SYMBOLS, 16);
const CODES: usize = memory.data(CODE_SYMBOLS * 2, 16);
/** Lengths of literals and distances in a row, without those at the end that do not occur. */
const ROW: usize = memory.data(SYMBOLS, 16);
let literals: u32 = 0;
let distances: u32 = 0;
let codeSymbols: u32 = 0;

/**
 * Prepares what {@link putCodeLengths} writes.
 * @param lengths u8 per symbol
 * @returns how many bits that will be
 */
export function measureCodeLengths(lengths: usize): u32 {
  literals = lastUsed(lengths, LITERALS - 2, FIRST_LENGTH);
  distances = lastUsed(lengths + LITERALS, DISTANCES - 2, 1);
  memory.copy(ROW, lengths, literals);
  memory.copy(ROW + literals, lengths + LITERALS, distances);
  memory.fill(COUNTS, 0, CODE_SYMBOLS * 4);
  gather(literals + distances);
  buildCode(COUNTS, CODE_SYMBOLS, LONGEST_CODE, CODE_LENGTHS, CODES);
  codeSymbols = CODE_SYMBOLS;
  while (codeSymbols > 4 && u8At(CODE_LENGTHS, u8At(ORDER, codeSymbols - 1)) === 0) codeSymbols--;
  let bits = 14 + 3 * codeSymbols;
  for (let i: u32 = 0; i < CODE_SYMBOLS; i++) {
    bits += u32At(COUNTS, i) * (u8At(CODE_LENGTHS, i) + extraBits(i));
  }
  return bits;
}

export function putCodeLengths(): void {
  put((literals - FIRST_LENGTH) | ((distances - 1) << 5) | ((codeSymbols - 4) << 10), 14);
  for (let i: u32 = 0; i < codeSymbols; i++) put(u8At(CODE_LENGTHS, u8At(ORDER, i)), 3);
  for (let i: u32 = 0; i < items; i++) {
    const symbol = u8At(ITEMS, 2 * i);
    put(u16At(CODES, symbol), u8At(CODE_LENGTHS, symbol));
    put(u8At(ITEMS, 2 * i + 1), extraBits(symbol));
  }
}

/** How many symbols there are up to the last that occurs. */
function lastUsed(lengths: usize, symbols: u32, least: u32): u32 {
  while (symbols > least && u8At(lengths, symbols - 1) === 0) symbols--;
  return symbols;
}

/** Makes runs of the row into items. */
function gather(size: u32): void {
  items = 0;
  let run: u32 = 1;
  for (let at: u32 = 0; at < size; at += run) {
    const length = u8At(ROW, at);
    run = 1;
    while (at + run < size && u8At(ROW, at + run) === length) run++;
    if (length === 0) addZeros(run);
    else addLengths(length, run);
  }
}

function addZeros(run: u32): void {
  for (; run >= 11; run -= min(run, 138)) add(MANY_ZEROS, min(run, 138) - 11);
  if (run >= 3) add(ZEROS, run - 3);
  else addEach(0, run);
}

function addLengths(length: u32, run: u32): void {
  add(length, 0);
  for (run -= 1; run >= 3; run -= min(run, 6)) add(REPEAT, min(run, 6) - 3);
  addEach(length, run);
}

function addEach(symbol: u32, times: u32): void {
  for (; times > 0; times--) add(symbol, 0);
}

function add(symbol: u32, extra: u32): void {
  setU16(ITEMS, items++, symbol | (extra << 8));
  increment(COUNTS, symbol);
}

function extraBits(symbol: u32): u32 {
  return symbol === MANY_ZEROS ? 7 : symbol === ZEROS ? 3 : symbol === REPEAT ? 2 : 0;
}
