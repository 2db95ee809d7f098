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

/** A block where it stands in a frame. */
export interface PlacedBlock extends FramedBlock {
  /** Of its first byte, that of its header. */
  readonly at: number;
  /** Of the first byte after it. */
  readonly end: number;
}

/** The blocks of a frame. */
export function* blocksOf(frame: Uint8Array): Generator<PlacedBlock> {
  const descriptor = frame[MAGIC.length] ?? 0;
  const single = (descriptor >> 5) & 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [single, 2, 4, 8][descriptor >> 6] ?? 0;
  let at = MAGIC.length + 1 + (1 - single) + dictionary + size;
  for (let last = false; !last; ) {
    const header = (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8) | ((frame[at + 2] ?? 0) << 16);
    const type = (header >> 1) & 3;
    const length = header >> 3;
    const content = at + BLOCK_HEADER;
    const end = content + (type === RLE_BLOCK ? 1 : length);
    yield { type, size: length, content: frame.subarray(content, end), at, end };
    at = end;
    last = (header & LAST) === LAST;
  }
}

const BLOCK_HEADER = 3;
/** In the first byte of a header. */
const LAST = 1;

/** Blocks that are not the last ones of their frame. */
export function framed(blocks: readonly FramedBlock[]): Uint8Array {
  const out = new Uint8Array(
    blocks.reduce((sum, { content }) => sum + BLOCK_HEADER + content.length, 0),
  );
  let at = 0;
  for (const { type, size, content } of blocks) {
    const header = (size << 3) | (type << 1);
    out.set([header & 0xff, (header >> 8) & 0xff, header >> 16], at);
    out.set(content, at + BLOCK_HEADER);
    at += BLOCK_HEADER + content.length;
  }
  return out;
}

/**
 * The blocks of a frame with others in place of the first ones, none as the last of its frame. They
 * are written over the frame if they fit into its buffer.
 * @param blocks all that the frame has
 * @param first those that come in place of so many of them
 */
export function withFirst(
  frame: Uint8Array,
  blocks: readonly PlacedBlock[],
  first: readonly FramedBlock[],
): Uint8Array {
  const last = blocks.at(-1);
  if (!last) return frame;
  frame[last.at] = (frame[last.at] ?? 0) & ~LAST;
  const head = framed(first);
  const from = blocks[first.length]?.at ?? last.end;
  const lacking = Math.max(0, head.length - from);
  const end = last.end + lacking;
  const room = frame.buffer.byteLength - frame.byteOffset;
  if (end > room) return concat([head, frame.subarray(from, last.end)]);
  const out = new Uint8Array(frame.buffer, frame.byteOffset, end);
  if (lacking > 0) out.copyWithin(from + lacking, from, last.end);
  const start = from + lacking - head.length;
  out.set(head, start);
  return out.subarray(start);
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
