// A frame: { magic, descriptor, [window], [dictionary], [size] }  { block }...  [checksum]
//   block: 3 bytes { last 1 bit, type 2 bits, size 21 bits }, content  (RFC 8878 section 3.1.1)
import { concat } from '../../container/bytes.ts';

const RAW_BLOCK = 0;
const RLE_BLOCK = 1;
export const COMPRESSED_BLOCK = 2;

/** Of the content of a block (section 3.1.1.2.4), in a frame whose window is no smaller. */
export const LARGEST_BLOCK = 128 * 1024;

export interface FramedBlock {
  readonly type: number;
  /** For a block of one repeated byte, how often; else the length of the content. */
  readonly size: number;
  readonly content: Uint8Array;
}

const MAGIC = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);
/** The length of the content is given, in eight bytes; there is no checksum. */
const DESCRIPTOR = 3 << 6;
const SMALLEST_WINDOW_LOG = 10;

/** A block that ends a frame and holds nothing. */
export const END = Uint8Array.of(1, 0, 0);

/** The start of a frame whose matches reach back no further than `window` bytes. */
export function frameHeader(window: number, size: number): Uint8Array {
  let log = SMALLEST_WINDOW_LOG;
  while (2 ** log < window) log += 1;
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(size), true);
  const descriptors = Uint8Array.of(DESCRIPTOR, (log - SMALLEST_WINDOW_LOG) << 3);
  return concat([MAGIC, descriptors, new Uint8Array(length.buffer)]);
}

/** The blocks of a frame. */
export function* blocksOf(frame: Uint8Array): Generator<FramedBlock> {
  const descriptor = frame[MAGIC.length] ?? 0;
  const single = (descriptor >> 5) & 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [single, 2, 4, 8][descriptor >> 6] ?? 0;
  let at = MAGIC.length + 1 + (1 - single) + dictionary + size;
  for (let last = false; !last; ) {
    const header = (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8) | ((frame[at + 2] ?? 0) << 16);
    const type = (header >> 1) & 3;
    const length = header >> 3;
    const stored = type === RLE_BLOCK ? 1 : length;
    yield { type, size: length, content: frame.subarray(at + 3, at + 3 + stored) };
    at += 3 + stored;
    last = (header & 1) === 1;
  }
}

const BLOCK_HEADER = 3;

/**
 * Blocks that are not the last ones of their frame.
 * @param within the frame that they are of, to put them in its place if they fit there
 */
export function framed(blocks: readonly FramedBlock[], within?: Uint8Array): Uint8Array {
  const all = blocks.reduce((sum, { content }) => sum + BLOCK_HEADER + content.length, 0);
  const out = within && haveRoom(blocks, within) ? within.subarray(0, all) : new Uint8Array(all);
  let at = 0;
  for (const { type, size, content } of blocks) {
    const header = (size << 3) | (type << 1);
    out.set([header & 0xff, (header >> 8) & 0xff, header >> 16], at);
    out.set(content, at + BLOCK_HEADER);
    at += BLOCK_HEADER + content.length;
  }
  return out;
}

/** Whether blocks that are put at the start of a frame one by one overwrite none yet to come. */
function haveRoom(blocks: readonly FramedBlock[], frame: Uint8Array): boolean {
  let end = 0;
  for (const { content } of blocks) {
    end += BLOCK_HEADER;
    if (content.buffer === frame.buffer && content.byteOffset < frame.byteOffset + end)
      return false;
    end += content.length;
  }
  return end <= frame.length;
}

/** Bytes as they are, in blocks that are not the last ones of their frame. */
export function bareBlocks(bytes: Uint8Array): Uint8Array {
  const blocks: FramedBlock[] = [];
  for (let at = 0; at < bytes.length; at += LARGEST_BLOCK) {
    const content = bytes.subarray(at, at + LARGEST_BLOCK);
    blocks.push({ type: RAW_BLOCK, size: content.length, content });
  }
  return framed(blocks);
}
