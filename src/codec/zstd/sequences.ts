// Sequences of a block: how many literals to copy, then how long a match from how far back.
// Each of the three is a code and some extra bits (RFC 8878 sections 3.1.1.3.2.1 and 4.1).
import { BackwardBitReader, BitWriter } from './bits.ts';
import { predefined, type Table } from './fse.ts';

export interface Coded {
  readonly code: number;
  /** Value of the extra bits. */
  readonly extra: number;
}

export interface Sequence {
  readonly literals: Coded;
  readonly offset: Coded;
  readonly match: Coded;
}

export interface Tables {
  readonly literals: Table;
  readonly offset: Table;
  readonly match: Table;
}

/** Default tables (section 3.1.1.3.2.2). */
export const DEFAULT_TABLES: Tables = {
  literals: predefined(
    6,
    [
      4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
      1, -1, -1, -1, -1,
    ],
  ),
  offset: predefined(
    5,
    [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
  ),
  match: predefined(
    6,
    [
      1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ],
  ),
};

/** Extra bits of the codes of lengths that have any; those of offsets are as many as the code. */
const LITERALS_EXTRA = [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const FIRST_LITERALS_EXTRA = 16;
const MATCH_EXTRA = [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const FIRST_MATCH_EXTRA = 32;

const literalsExtra = (code: number) => LITERALS_EXTRA[code - FIRST_LITERALS_EXTRA] ?? 0;
const matchExtra = (code: number) => MATCH_EXTRA[code - FIRST_MATCH_EXTRA] ?? 0;

interface States {
  literals: number;
  offset: number;
  match: number;
}

/** Reads the sequences of a block one by one. */
export class SequenceReader {
  readonly #tables: Tables;
  readonly #bits: BackwardBitReader;
  readonly #states: States;
  #left: number;

  constructor(stream: Uint8Array, tables: Tables, count: number) {
    this.#tables = tables;
    this.#bits = new BackwardBitReader(stream);
    const literals = this.#bits.read(tables.literals.log);
    const offset = this.#bits.read(tables.offset.log);
    const match = this.#bits.read(tables.match.log);
    this.#states = { literals, offset, match };
    this.#left = count;
  }

  /** Sequences that have not been read. */
  get left(): number {
    return this.#left;
  }

  /** Where reading is: the states, and how many bits of the stream are left. */
  get place(): { readonly states: States; readonly bits: number } {
    return { states: { ...this.#states }, bits: this.#bits.position };
  }

  next(): Sequence {
    const bits = this.#bits;
    const literals = symbolOf(this.#tables.literals, this.#states.literals);
    const offset = symbolOf(this.#tables.offset, this.#states.offset);
    const match = symbolOf(this.#tables.match, this.#states.match);
    const offsetCoded = { code: offset, extra: bits.read(offset) };
    const matchCoded = { code: match, extra: bits.read(matchExtra(match)) };
    const literalsCoded = { code: literals, extra: bits.read(literalsExtra(literals)) };
    this.#left -= 1;
    if (this.#left > 0) {
      this.#advance('literals');
      this.#advance('match');
      this.#advance('offset');
    }
    return { literals: literalsCoded, offset: offsetCoded, match: matchCoded };
  }

  #advance(kind: keyof States): void {
    const table = this.#tables[kind];
    const state = this.#states[kind];
    this.#states[kind] = (table.base[state] ?? 0) + this.#bits.read(table.bits[state] ?? 0);
  }
}

/**
 * The stream that starts with some sequences and goes on as another one does.
 * @param rest what follows them; nothing when they are all
 */
export function writeSequences(
  sequences: readonly Sequence[],
  tables: Tables,
  rest: { readonly stream: Uint8Array; readonly place: SequenceReader['place'] } | undefined,
): Uint8Array {
  const bits = new BitWriter(rest?.stream ?? new Uint8Array(), rest?.place.bits ?? 0);
  const states: Partial<States> = { ...rest?.place.states };
  const steps = {
    offset: new StepsBack(tables.offset, bits),
    match: new StepsBack(tables.match, bits),
    literals: new StepsBack(tables.literals, bits),
  };
  for (const { literals, offset, match } of sequences.toReversed()) {
    states.offset = steps.offset.step(offset.code, states.offset);
    states.match = steps.match.step(match.code, states.match);
    states.literals = steps.literals.step(literals.code, states.literals);
    bits.write(literals.extra, literalsExtra(literals.code));
    bits.write(match.extra, matchExtra(match.code));
    bits.write(offset.extra, offset.code);
  }
  bits.write(states.match ?? 0, tables.match.log);
  bits.write(states.offset ?? 0, tables.offset.log);
  bits.write(states.literals ?? 0, tables.literals.log);
  return bits.finish();
}

/** Goes from state to state backwards, and writes the bits that lead forwards. */
class StepsBack {
  readonly #table: Table;
  readonly #bits: BitWriter;
  /** By symbol, the states that stand for it. */
  readonly #states: number[][] = [];

  constructor(table: Table, bits: BitWriter) {
    this.#table = table;
    this.#bits = bits;
    table.symbols.forEach((symbol, state) => {
      const states = this.#states[symbol] ?? [];
      this.#states[symbol] = states;
      states.push(state);
    });
  }

  /**
   * The state that stands for a symbol and leads to another; any of the symbol, if that is the last.
   * Of n states that stand for a symbol, each leads to a range as long as a power of two; in order,
   * they begin at n, n + 1, and so on times their length, less the number of states there are.
   */
  step(symbol: number, to: number | undefined): number {
    const states = this.#states[symbol];
    if (!states) throw new RangeError(`zstd: no state stands for symbol ${symbol}`);
    if (to === undefined) return states[0] ?? 0;
    const { log } = this.#table;
    const count = states.length;
    const from = to + (1 << log);
    let width = log - (31 - Math.clz32(count));
    if (from >> width < count) width -= 1;
    this.#bits.write(from & ((1 << width) - 1), width);
    return states[(from >> width) - count] ?? 0;
  }
}

function symbolOf(table: Table, state: number): number {
  return table.symbols[state] ?? 0;
}
