// One .xz stream of blocks, each holding fragments as LZMA2 chunks:
//   { magic, flags, CRC-32 }  { block }...  { index }  { CRC-32, index size, flags, magic }
//   block: { header size, flags, packed size, size, filter, padding, CRC-32 }
//          { LZMA2 chunks, end mark, padding }  { CRC-32 of what is packed }
//   index: { 0, count, { unpadded size of the block, size }..., padding, CRC-32 }
// The .xz file format 1.1.0. Never several streams: dpkg-deb takes only the first.

import { concat, padding } from '../container/bytes.ts';
import { largest } from '../model/largest.ts';
import { type Segment, sizeOf } from '../model/segment.ts';
import { crc32, crc32Combine } from './crc32.ts';
import { memoryFor, presetOf } from './lzma/presets.ts';
import type { Fragment, Splicer } from './splicer.ts';
import type { Engines } from './workers/engines.ts';

const MIB = 1024 * 1024;

/** Check of type 1, CRC-32: the one that every reader of .xz knows. */
const STREAM_FLAGS = Uint8Array.of(0, 1);
const HEADER_MAGIC = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0);
const FOOTER_MAGIC = Uint8Array.of(0x59, 0x5a);
/** One filter, and both sizes are given, which lets readers unpack blocks in parallel. */
const BLOCK_FLAGS = 0xc0;
const LZMA2_FILTER = 0x21;
const LZMA2_END = Uint8Array.of(0);
const INDEX_INDICATOR = Uint8Array.of(0);

/**
 * Chunk size in windows. Chunks do not refer to each other, which costs 0.6% of the size at 1.5
 * windows and 0.1% at 3. `xz -T` cuts by 3 too.
 */
const WINDOWS = 3;
const SMALLEST_CHUNK = 4 * MIB;
/** Bounds the memory that the highest levels take. */
const LARGEST_CHUNK = 96 * MIB;
/** Below this a file gains more from its neighbours than from being compressed only once. */
const OWN_FRAGMENTS_FROM = MIB;

export function xzSplicer(level: number, engines: Engines): Splicer {
  const { window } = presetOf(level);
  const chunkSize = Math.min(Math.max(SMALLEST_CHUNK, WINDOWS * window), LARGEST_CHUNK);
  return {
    kind: 'splicer',
    chunkSize,
    windowSize: 0,
    ownFragmentsFrom: OWN_FRAGMENTS_FROM,
    memory: memoryFor(level, chunkSize) + 2 * chunkSize,
    async compress(chunk) {
      // Before the chunk is compressed, as its buffer may then be in another thread.
      const known = { rawSize: chunk.length, check: crc32(chunk) };
      return { ...known, ...(await engines.run({ kind: 'lzma2', level, chunk })) };
    },
    frame: (fragments) => frame(blocksOf(fragments, chunkSize), window),
  };
}

/** Fragments that share a block: as many as make no more than a chunk together. */
function blocksOf(fragments: readonly Fragment[], chunkSize: number): Fragment[][] {
  const blocks: Fragment[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const fragment of fragments) {
    size += fragment.rawSize;
    if (size > chunkSize) {
      blocks.push([]);
      size = fragment.rawSize;
    }
    blocks.at(-1)?.push(fragment);
  }
  return blocks;
}

function frame(blocks: readonly (readonly Fragment[])[], window: number): Segment[] {
  const segments: Segment[] = [HEADER_MAGIC, STREAM_FLAGS, checksum(STREAM_FLAGS)];
  const records: Uint8Array[] = [];
  const longest = largest(blocks.flat().map(({ rawSize }) => rawSize));
  const dictionary = dictionaryByte(Math.min(window, longest));
  for (const fragments of blocks) {
    const rawSize = fragments.reduce((sum, fragment) => sum + fragment.rawSize, 0);
    const data = [...fragments.map((fragment) => fragment.data), LZMA2_END];
    const header = blockHeader(sizeOf(data), rawSize, dictionary);
    const check = littleEndian(checkOf(fragments));
    segments.push(header, ...data, padding(sizeOf(data), 4), check);
    records.push(vli(header.length + sizeOf(data) + check.length), vli(rawSize));
  }
  const list = concat([INDEX_INDICATOR, vli(blocks.length), ...records]);
  const index = concat([list, padding(list.length, 4)]);
  const tail = concat([littleEndian(index.length / 4), STREAM_FLAGS]);
  return [...segments, index, checksum(index), checksum(tail), tail, FOOTER_MAGIC];
}

function blockHeader(packedSize: number, rawSize: number, dictionary: number): Uint8Array {
  const fields = concat([
    Uint8Array.of(BLOCK_FLAGS),
    vli(packedSize),
    vli(rawSize),
    Uint8Array.of(LZMA2_FILTER, 1, dictionary),
  ]);
  const pad = padding(1 + fields.length, 4);
  const words = (1 + fields.length + pad.length) / 4;
  const header = concat([Uint8Array.of(words), fields, pad]);
  return concat([header, checksum(header)]);
}

function checkOf(fragments: readonly Fragment[]): number {
  return fragments.reduce(
    (check, fragment) => crc32Combine(check, fragment.check, fragment.rawSize),
    0,
  );
}

/**
 * Code of the smallest dictionary that has at least `window` bytes; dictionaries have 2 or 3 times a
 * power of two (section 5.3.1).
 */
function dictionaryByte(window: number): number {
  let byte = 0;
  while ((2 | (byte & 1)) * 2 ** ((byte >> 1) + 11) < window) byte += 1;
  return byte;
}

/** A number in groups of seven bits, the lowest first (section 1.2). */
function vli(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push(0x80 | (rest % 0x80));
  return Uint8Array.from([...bytes, rest]);
}

function checksum(bytes: Uint8Array): Uint8Array {
  return littleEndian(crc32(bytes));
}

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
