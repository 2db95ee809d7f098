// Tables of finite state entropy coding, the code of sequences (RFC 8878 section 4.1).
import { BitReader } from './bits.ts';

/** How a block gives a table (section 3.1.1.3.2.1.1); a fourth way is to repeat the last one. */
export type TableMode = 0 | 1 | 2;
const PREDEFINED: TableMode = 0;
const SINGLE_SYMBOL: TableMode = 1;
const DESCRIBED: TableMode = 2;

/** A decoder's table: what each state stands for, and where it leads. */
export interface Table {
  /** States are numbers of so many bits. */
  readonly log: number;
  readonly symbols: Uint8Array;
  /** The next state is `base` and the value of so many `bits`. */
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
  /** How to give the table in a block. */
  readonly mode: TableMode;
  readonly description: Uint8Array;
}

const NOTHING = new Uint8Array();
/** A probability of "less than one". */
const RARE = -1;

/** A table as the format defines it. */
export function predefined(log: number, probabilities: readonly number[]): Table {
  return { ...build(log, probabilities), mode: PREDEFINED, description: NOTHING };
}

/** The table of a single symbol. */
export function singleSymbol(symbol: number): Table {
  return {
    log: 0,
    symbols: Uint8Array.of(symbol),
    bits: Uint8Array.of(0),
    base: Uint16Array.of(0),
    mode: SINGLE_SYMBOL,
    description: Uint8Array.of(symbol),
  };
}

/** A table that is described at the start of some bytes (section 4.1.1). */
export function described(bytes: Uint8Array): Table {
  const reader = new BitReader(bytes);
  const log = reader.read(4) + 5;
  const probabilities: number[] = [];
  for (let left = 1 << log; left > 0; ) {
    const probability = readProbability(reader, left);
    probabilities.push(probability);
    left -= Math.abs(probability);
    if (probability === 0) pushZeros(reader, probabilities);
  }
  const description = bytes.subarray(0, (reader.position + 7) >> 3);
  return { ...build(log, probabilities), mode: DESCRIBED, description };
}

/** Values from 0 to `left + 1`; the lower ones take a bit less where not all are needed. */
function readProbability(reader: BitReader, left: number): number {
  const bits = 32 - Math.clz32(left + 1);
  const short = (1 << bits) - 2 - left;
  const low = reader.read(bits - 1);
  if (low < short) return low - 1;
  const value = low + (reader.read(1) << (bits - 1));
  return (value >= 1 << (bits - 1) ? value - short : value) - 1;
}

/** After a zero: how many more follow, in groups of three. */
function pushZeros(reader: BitReader, probabilities: number[]): void {
  for (let count = 3; count === 3; ) {
    count = reader.read(2);
    for (let index = 0; index < count; index += 1) probabilities.push(0);
  }
}

/** Spreads the symbols over the states (section 4.1.1). */
function build(log: number, probabilities: readonly number[]) {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  let top = size;
  probabilities.forEach((probability, symbol) => {
    if (probability !== RARE) return;
    top -= 1;
    symbols[top] = symbol;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  probabilities.forEach((probability, symbol) => {
    for (let count = 0; count < probability; count += 1) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= top);
    }
  });
  return { log, symbols, ...transitions(log, symbols, probabilities) };
}

/** The states of a symbol, in order, lead to ranges that make up all states. */
function transitions(log: number, symbols: Uint8Array, probabilities: readonly number[]) {
  const bits = new Uint8Array(symbols.length);
  const base = new Uint16Array(symbols.length);
  const next = probabilities.map(Math.abs);
  symbols.forEach((symbol, state) => {
    const share = next[symbol] ?? 1;
    next[symbol] = share + 1;
    const width = log - (31 - Math.clz32(share));
    bits[state] = width;
    base[state] = (share << width) - symbols.length;
  });
  return { bits, base };
}
