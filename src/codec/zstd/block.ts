// A compressed block: { literals }  { count of sequences, [modes, tables, bit stream] }
// (RFC 8878 section 3.1.1.3).
import { concat } from '../../container/bytes.ts';
import { described, singleSymbol, type Table } from './fse.ts';
import { DEFAULT_TABLES, type Tables } from './sequences.ts';

/** How tables are given, in the modes of a block; see `TableMode`. */
const SINGLE_SYMBOL = 1;
const DESCRIBED = 2;
const REPEATED = 3;

/** The three tables in the order in which a block gives them, and where their modes are. */
const KINDS = [
  ['literals', 6],
  ['offset', 4],
  ['match', 2],
] as const;

export interface Block {
  /** The literals, and the count of sequences. */
  readonly head: Uint8Array;
  readonly count: number;
  readonly tables: Tables;
  /** Whether the offsets' table is that of the block before. */
  readonly repeatsOffsets: boolean;
  /** Modes and tables, as they are. */
  readonly tableBytes: Uint8Array;
  readonly stream: Uint8Array;
}

/** Takes a block apart; undefined if it has no sequences. */
export function parseBlock(bytes: Uint8Array, before: Tables | undefined): Block | undefined {
  const literals = literalsSize(bytes);
  const first = bytes[literals] ?? 0;
  if (first === 0) return undefined;
  const { count, size } = sequenceCount(bytes.subarray(literals));
  const modesAt = literals + size;
  const modes = bytes[modesAt] ?? 0;
  const tables = { ...DEFAULT_TABLES };
  let at = modesAt + 1;
  for (const [kind, shift] of KINDS) {
    const mode = (modes >> shift) & 3;
    if (mode === REPEATED) {
      if (before) tables[kind] = before[kind];
      continue;
    }
    if (mode === SINGLE_SYMBOL) tables[kind] = singleSymbol(bytes[at] ?? 0);
    if (mode === DESCRIBED) tables[kind] = described(bytes.subarray(at));
    at += tables[kind].description.length;
  }
  return {
    head: bytes.subarray(0, modesAt),
    count,
    tables,
    repeatsOffsets: ((modes >> 4) & 3) === REPEATED,
    tableBytes: bytes.subarray(modesAt, at),
    stream: bytes.subarray(at),
  };
}

/** The modes and tables of a block whose table of offsets is given anew. */
export function tableBytesWith({ tables, tableBytes }: Block, offset: Table): Uint8Array {
  const modes = ((tableBytes[0] ?? 0) & ~(3 << 4)) | (offset.mode << 4);
  const given = KINDS.flatMap(([kind, shift]) => {
    if (kind === 'offset') return [offset.description];
    return ((modes >> shift) & 3) === REPEATED ? [] : [tables[kind].description];
  });
  return concat([Uint8Array.of(modes), ...given]);
}

/** Length of the literals, with their header (section 3.1.1.3.1.1). */
function literalsSize(bytes: Uint8Array): number {
  const first = bytes[0] ?? 0;
  const isPacked = (first & 3) >= 2;
  const format = (first >> 2) & 3;
  const at = (index: number) => bytes[index] ?? 0;
  if (!isPacked) {
    const size = format === 3 ? 3 : format === 1 ? 2 : 1;
    const bits = size === 1 ? 3 : 4;
    const value = (at(0) | (size > 1 ? at(1) << 8 : 0) | (size > 2 ? at(2) << 16 : 0)) >> bits;
    return size + ((first & 3) === 1 ? 1 : value);
  }
  // Both lengths have the same width, and follow the four bits of type and format.
  const [size, width] = (
    [
      [3, 10],
      [3, 10],
      [4, 14],
      [5, 18],
    ] as const
  )[format as 0 | 1 | 2 | 3];
  let value = 0;
  for (let index = 0; index < size; index += 1) value += at(index) * 2 ** (8 * index);
  return size + (Math.floor(value / 2 ** (4 + width)) % 2 ** width);
}

/** How many sequences there are, and in how many bytes that is said (section 3.1.1.3.2.1). */
function sequenceCount(bytes: Uint8Array): { count: number; size: number } {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first < 128) return { count: first, size: 1 };
  if (first < 255) return { count: ((first - 128) << 8) + second, size: 2 };
  return { count: second + (third << 8) + 0x7f00, size: 3 };
}
