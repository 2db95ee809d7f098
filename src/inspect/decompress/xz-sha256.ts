// rpm ends each block of an .xz file with its SHA-256, a check that the decoder does not know.
// It is given the same blocks without checks, and the check is made here.
import { createHash } from 'node:crypto';
import { crc32 } from '../../codec/crc32.ts';
import { concat } from '../../container/bytes.ts';
import type { Reading } from '../reading.ts';
import type { Source } from '../source.ts';
import { XZ_EDGE, type XzBlock, type XzStream } from './xz-index.ts';

/** Section 2.1.1.2 of the .xz file format. */
export const SHA256_CHECK = 10;
const SHA256_SIZE = 32;

/** The stream as it would be had it been made with no checks. */
export async function* withoutChecks(
  source: Source,
  { start, blocks }: XzStream,
): AsyncGenerator<Uint8Array> {
  yield concat([Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0), littleEndian(crc32(FLAGS))]);
  let at = start + XZ_EDGE;
  for (const block of blocks) {
    yield* source.chunks(at, at + paddedData(block));
    at += paddedData(block) + SHA256_SIZE;
  }
  const index = indexOf(blocks);
  const size = concat([littleEndian(index.length / 4 - 1), FLAGS]);
  yield concat([index, littleEndian(crc32(size)), size, Uint8Array.of(0x59, 0x5a)]);
}

/** Passes the unpacked bytes on; throws `package_malformed` when a block is not what it was. */
export async function* checkedBlocks(
  unpacked: AsyncIterable<Uint8Array>,
  source: Source,
  { start, blocks }: XzStream,
  reading: Reading,
): AsyncGenerator<Uint8Array> {
  let at = start + XZ_EDGE;
  let next = 0;
  let missing = blocks[0]?.unpackedSize ?? 0;
  let hash = createHash('sha256');
  const settle = async () => {
    for (let block = blocks[next]; block && missing === 0; block = blocks[next]) {
      at += paddedData(block);
      const check = await source.read(at, SHA256_SIZE);
      if (!hash.digest().equals(check)) {
        const place = { offset: source.offset + at };
        throw reading.malformed('the xz data is not what its SHA-256 says', place);
      }
      at += SHA256_SIZE;
      next += 1;
      missing = blocks[next]?.unpackedSize ?? 0;
      hash = createHash('sha256');
    }
  };
  for await (const chunk of unpacked) {
    for (let rest = chunk; rest.length > 0; ) {
      await settle();
      const bytes = next < blocks.length ? rest.subarray(0, missing) : rest;
      hash.update(bytes);
      missing -= bytes.length;
      rest = rest.subarray(bytes.length);
    }
    yield chunk;
  }
  await settle();
}

const FLAGS = Uint8Array.of(0, 0);

function paddedData({ unpaddedSize }: XzBlock): number {
  return Math.ceil((unpaddedSize - SHA256_SIZE) / 4) * 4;
}

function indexOf(blocks: readonly XzBlock[]): Uint8Array {
  const numbers = blocks.flatMap(({ unpaddedSize, unpackedSize }) => [
    ...varint(unpaddedSize - SHA256_SIZE),
    ...varint(unpackedSize),
  ]);
  const records = Uint8Array.from([0, ...varint(blocks.length), ...numbers]);
  const padded = concat([records, new Uint8Array((4 - (records.length % 4)) % 4)]);
  return concat([padded, littleEndian(crc32(padded))]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = Math.max(0, value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
