import { type BitReader, Bzip2Fault } from './bzip2-bits.ts';
import { type HuffmanTable, readTables } from './bzip2-huffman.ts';

/** Symbols per choice of a table. */
const GROUP = 50;
const RUN_A = 0;
const RUN_B = 1;
const CHUNK = 64 * 1024;

/** The last column of the Burrows-Wheeler transform, and which of the sorted rotations is the data. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly origin: number;
}

/**
 * Reads the bits of a block, up to its last symbol, and undoes Huffman coding, the run-length code
 * of zeros, and move-to-front.
 * @param size bytes that the block may have
 * @throws Bzip2Fault for what is no block
 */
export function readBlock(bits: BitReader, size: number): Block {
  if (bits.read(1)) throw new Bzip2Fault('is of a kind that ended with bzip2 0.9.5');
  const origin = bits.read(24);
  const order = readAlphabet(bits);
  const { tables, selectors } = readTables(bits, order.length + 2);
  const bytes = readSymbols(bits, { order, tables, selectors, size });
  if (origin >= bytes.length) throw new Bzip2Fault('is damaged');
  return { bytes, origin };
}

/** The bytes that occur: a bit for each sixteen, then bits within those. */
function readAlphabet(bits: BitReader): Uint8Array {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group += 1) {
    if (!(groups & (0x8000 >> group))) continue;
    const members = bits.read(16);
    for (let i = 0; i < 16; i += 1) if (members & (0x8000 >> i)) used.push(group * 16 + i);
  }
  if (used.length === 0) throw new Bzip2Fault('is damaged');
  return Uint8Array.from(used);
}

interface Coding {
  /** Bytes, the one used last first. */
  readonly order: Uint8Array;
  readonly tables: readonly HuffmanTable[];
  readonly selectors: Uint8Array;
  readonly size: number;
}

function readSymbols(bits: BitReader, { order, tables, selectors, size }: Coding): Uint8Array {
  const out = new Uint8Array(size);
  const end = order.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let count = 0; ; count += 1) {
    const table = tables[selectors[Math.floor(count / GROUP)] ?? -1];
    if (!table) throw new Bzip2Fault('is damaged');
    const symbol = table.decode(bits);
    if (symbol === RUN_A || symbol === RUN_B) {
      run += weight << symbol;
      weight *= 2;
      if (run > size) throw new Bzip2Fault('is damaged');
      continue;
    }
    if (length + run > size) throw new Bzip2Fault('is damaged');
    out.fill(order[0] ?? 0, length, length + run);
    length += run;
    [run, weight] = [0, 1];
    if (symbol === end) return out.subarray(0, length);
    if (length >= size) throw new Bzip2Fault('is damaged');
    const byte = order[symbol - 1] ?? 0;
    order.copyWithin(1, 0, symbol - 1);
    order[0] = byte;
    out[length] = byte;
    length += 1;
  }
}

// The CRC-32 of bzip2 has the highest bit first.
const CRC = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value;
});

/** Decodes a block: undoes the Burrows-Wheeler transform, then the run-length code below it. */
export class BlockDecoder {
  readonly #bytes: Uint8Array;
  /** Where each byte of the data goes on. */
  readonly #next: Uint32Array;
  readonly #origin: number;
  #crc = 0xffffffff;

  constructor({ bytes, origin }: Block) {
    const starts = new Uint32Array(257);
    for (const byte of bytes) starts[byte + 1] = (starts[byte + 1] as number) + 1;
    for (let i = 1; i < 257; i += 1) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
    this.#next = new Uint32Array(bytes.length);
    bytes.forEach((byte, i) => {
      const place = starts[byte] as number;
      starts[byte] = place + 1;
      this.#next[place] = i;
    });
    this.#bytes = bytes;
    this.#origin = origin;
  }

  /** bzip2's CRC-32 of the chunks so far. */
  get checksum(): number {
    return ~this.#crc >>> 0;
  }

  *chunks(): Generator<Uint8Array> {
    let chunk = new Uint8Array(CHUNK);
    let filled = 0;
    let last = -1;
    let same = 0;
    let at = this.#next[this.#origin] as number;
    for (let left = this.#bytes.length; left > 0; left -= 1) {
      const byte = this.#bytes[at] as number;
      at = this.#next[at] as number;
      // Four equal bytes are followed by how many more there are.
      const count = same === 4 ? byte : 1;
      if (same === 4) same = 0;
      else [same, last] = [byte === last ? same + 1 : 1, byte];
      if (filled + count > CHUNK) {
        yield this.#sum(chunk.subarray(0, filled));
        chunk = new Uint8Array(CHUNK);
        filled = 0;
      }
      chunk.fill(last, filled, filled + count);
      filled += count;
    }
    if (filled > 0) yield this.#sum(chunk.subarray(0, filled));
  }

  #sum(chunk: Uint8Array): Uint8Array {
    let crc = this.#crc;
    for (const byte of chunk) crc = (crc << 8) ^ (CRC[(crc >>> 24) ^ byte] as number);
    this.#crc = crc;
    return chunk;
  }
}
