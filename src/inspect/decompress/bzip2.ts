// bzip2: streams of { BZh, level, block *, end }, of bits, each stream filled up to a byte. A
// block is up to 900 kB after a run-length code, Burrows-Wheeler transformed, moved to front,
// run-length coded again, and Huffman coded by up to six tables that change every 50 symbols.
import type { ByteReader } from '../byte-reader.ts';
import type { Reading } from '../reading.ts';
import { BitReader, Bzip2Fault } from './bzip2-bits.ts';
import { BlockDecoder, readBlock } from './bzip2-block.ts';
import { Pieces } from './pieces.ts';

const BLOCK = 0x314159265359;
const END = 0x177245385090;
/** 900,000 symbols of at most 20 bits, and the tables. */
const MOST_OF_BLOCK = 2_300_000;

export async function* bunzip2(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  const bits = new BitReader(reader);
  const start = reader.position;
  const pieces = new Pieces('bzip2', reading, () => reader.at(start + bits.bytesUsed));
  try {
    do yield* streamOf(bits, pieces);
    while (bits.left > 0);
  } catch (cause) {
    if (!(cause instanceof Bzip2Fault)) throw cause;
    throw reading.malformed(`the bzip2 data ${cause.message}`, reader.at(start + bits.bytesUsed));
  }
}

async function* streamOf(bits: BitReader, pieces: Pieces): AsyncGenerator<Uint8Array> {
  await bits.fill(MOST_OF_BLOCK);
  const magic = bits.read(24);
  const level = bits.read(8) - 0x30;
  if (magic !== 0x425a68 || level < 1 || level > 9) throw new Bzip2Fault('has no header');
  let whole = 0;
  for (;;) {
    pieces.next();
    await bits.fill(MOST_OF_BLOCK);
    const kind = bits.read(24) * 2 ** 24 + bits.read(24);
    const stated = bits.read(16) * 2 ** 16 + bits.read(16);
    if (kind === END) {
      if (stated !== whole) throw new Bzip2Fault('is not what its checksum says');
      bits.align();
      await bits.fill(MOST_OF_BLOCK);
      return;
    }
    if (kind !== BLOCK) throw new Bzip2Fault('is damaged');
    const block = new BlockDecoder(readBlock(bits, level * 100_000));
    for (const chunk of block.chunks()) {
      pieces.gave(chunk.length);
      yield chunk;
    }
    if (block.checksum !== stated) throw new Bzip2Fault('is not what its checksum says');
    whole = (((whole << 1) | (whole >>> 31)) ^ stated) >>> 0;
  }
}
