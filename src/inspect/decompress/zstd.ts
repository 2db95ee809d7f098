// Zstandard, RFC 8878: frames of { magic, header, block *, checksum }, and others to skip. The
// frames are walked here, so that a decoder gets one at a time, whole, and with bounds it can
// bear: not every decoder goes on to the next frame, or tells of one that is cut short.
import type { ByteReader } from '../byte-reader.ts';
import type { Reading } from '../reading.ts';
import { Pieces } from './pieces.ts';
import { inflateZstd } from './zstd-engine.ts';

const MAGIC = 0xfd2fb528;
/** Sixteen magics of frames to skip, section 3.1.2. */
const SKIPPABLE = 0x184d2a5;
/** Section 3.1.1.2.4: no block gives more, and none is larger. */
const MAX_BLOCK = 128 * 1024;
/**
 * Bytes of history times blocks: the portable decoder moves all history for each block, however
 * small that is. So many take a second or two; and so many more each byte that is read gives.
 */
const FREE_MOVES = 2 ** 34;
const MOVES_PER_BYTE = 2 ** 16;

export async function* unzstd(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  const first = reader.position;
  let moves = 0;
  const spend = (more: number) => {
    moves += more;
    if (moves <= FREE_MOVES + MOVES_PER_BYTE * (reader.position - first)) return;
    throw reading.tooLarge('the zstd data takes too long to unpack', reader.at());
  };
  const pieces = new Pieces('zstd', reading, () => reader.at());
  for (;;) {
    const start = reader.at();
    pieces.next();
    const magic = await reader.readUpTo(4);
    if (magic.length === 0) return;
    if (magic.length < 4) throw reading.malformed('the zstd data ends too early', reader.at());
    const number = littleEndian(magic);
    if (number >>> 4 === SKIPPABLE) {
      await reader.skip(littleEndian(await reader.read(4)));
    } else if (number === MAGIC) {
      for await (const chunk of inflateZstd(frame(magic, reader, reading, spend), reading, start)) {
        pieces.gave(chunk.length);
        yield chunk;
      }
    } else {
      throw reading.malformed('the zstd data is damaged', start);
    }
  }
}

/** The bytes of a frame, held to be whole. */
async function* frame(
  magic: Uint8Array,
  reader: ByteReader,
  reading: Reading,
  spend: (moves: number) => void,
): AsyncGenerator<Uint8Array> {
  const at = reader.at();
  const { header, window, hasChecksum } = await frameHeader(reader, reading);
  if (window > reading.limits.window) {
    throw reading.tooLarge(`zstd asks for ${window} bytes of history`, at);
  }
  yield Buffer.concat([magic, header]);
  for (let isLast = false; !isLast; ) {
    const at = reader.at();
    const head = await reader.read(3);
    const bits = littleEndian(head);
    isLast = (bits & 1) === 1;
    const type = (bits >> 1) & 3;
    const size = bits >> 3;
    if (type === 3 || size > Math.min(MAX_BLOCK, Math.max(window, 1024))) {
      throw reading.malformed('a zstd block is damaged', at);
    }
    spend(window);
    // A block of one repeated byte has only that.
    yield Buffer.concat([head, await reader.read(type === 1 ? 1 : size)]);
  }
  if (hasChecksum) yield reader.read(4);
}

/** Section 3.1.1.1. */
async function frameHeader(reader: ByteReader, reading: Reading) {
  const at = reader.at();
  const descriptor = (await reader.read(1))[0] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const contentBytes = sizeFlag > 0 ? 1 << sizeFlag : isSingle ? 1 : 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  if (descriptor & 8) throw reading.malformed('the zstd header is damaged', at);
  if (dictionaryBytes > 0) throw reading.unsupported('the zstd data needs a dictionary', at);
  const rest = await reader.read((isSingle ? 0 : 1) + contentBytes);
  const content = rest.subarray(isSingle ? 0 : 1);
  const contentSize = content.reduceRight((total, byte) => total * 256 + byte, 0);
  const exponent = 10 + ((rest[0] ?? 0) >> 3);
  const windowBase = 2 ** exponent;
  const window = isSingle
    ? contentSize + (contentBytes === 2 ? 256 : 0)
    : windowBase + (windowBase / 8) * ((rest[0] ?? 0) & 7);
  const header = Buffer.concat([Uint8Array.of(descriptor), rest]);
  return { header, window, hasChecksum: (descriptor & 4) !== 0 };
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((total, byte) => total * 256 + byte, 0);
}
