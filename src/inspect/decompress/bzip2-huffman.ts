import { type BitReader, Bzip2Fault } from './bzip2-bits.ts';

const MAX_LENGTH = 20;

/** Canonical codes: shorter ones first, then by symbol. */
export class HuffmanTable {
  /** By length of the code: the first code beyond, and what to add for its place. */
  readonly #limits = new Int32Array(MAX_LENGTH + 2);
  readonly #offsets = new Int32Array(MAX_LENGTH + 2);
  readonly #symbols: readonly number[];

  constructor(lengths: readonly number[]) {
    const symbols: number[] = [];
    let code = 0;
    for (let length = 1; length <= MAX_LENGTH; length += 1) {
      this.#offsets[length] = symbols.length - code;
      lengths.forEach((of, symbol) => {
        if (of === length) symbols.push(symbol);
      });
      code = symbols.length - (this.#offsets[length] as number);
      this.#limits[length] = code;
      code *= 2;
    }
    this.#symbols = symbols;
  }

  decode(bits: BitReader): number {
    const ahead = bits.peek20();
    for (let length = 1; length <= MAX_LENGTH; length += 1) {
      const code = ahead >> (MAX_LENGTH - length);
      if (code >= (this.#limits[length] as number)) continue;
      bits.read(length);
      const symbol = this.#symbols[code + (this.#offsets[length] as number)];
      if (symbol !== undefined) return symbol;
      break;
    }
    throw new Bzip2Fault('is damaged');
  }
}

/** The tables of a block, and which of them each group of symbols uses. */
export function readTables(bits: BitReader, alphabet: number) {
  const count = bits.read(3);
  const groups = bits.read(15);
  if (count < 2 || count > 6 || groups < 1) throw new Bzip2Fault('is damaged');
  const order = Array.from({ length: count }, (_, i) => i);
  const selectors = new Uint8Array(groups);
  for (let i = 0; i < groups; i += 1) {
    let place = 0;
    while (bits.read(1)) place += 1;
    if (place >= count) throw new Bzip2Fault('is damaged');
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[i] = table;
  }
  const tables = order.map(() => new HuffmanTable(readLengths(bits, alphabet)));
  return { tables, selectors };
}

/** Lengths of the codes, each by its difference to the one before. */
function readLengths(bits: BitReader, alphabet: number): number[] {
  let length = bits.read(5);
  return Array.from({ length: alphabet }, () => {
    while (bits.read(1)) {
      length += bits.read(1) ? -1 : 1;
      if (length < 1 || length > MAX_LENGTH) throw new Bzip2Fault('is damaged');
    }
    if (length < 1 || length > MAX_LENGTH) throw new Bzip2Fault('is damaged');
    return length;
  });
}
