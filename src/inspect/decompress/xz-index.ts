// The .xz file format, section 2: streams of
//   header 12 | block * | index | footer 12
// with any multiple of four zero bytes behind each. Footer and index tell where the blocks are,
// and how long, before anything is unpacked.
import { crc32 } from '../../codec/crc32.ts';
import type { At, Reading } from '../reading.ts';
import type { Source } from '../source.ts';

export interface XzBlock {
  /** Bytes of header, data and check: all but the padding. */
  readonly unpaddedSize: number;
  readonly unpackedSize: number;
}

export interface XzStream {
  /** Where its header starts in the source. */
  readonly start: number;
  readonly end: number;
  /** Section 2.1.1.2: which kind of check stands behind each block. */
  readonly check: number;
  readonly blocks: readonly XzBlock[];
}

export const XZ_EDGE = 12;
/** More than anybody puts one after the other. */
const MAX_STREAMS = 10_000;
/** Bytes of padding that are looked at together. */
const PADDING_PART = 64 * 1024;
/** Bytes of memory that what is known of a block takes, about. */
const BLOCK_COST = 48;

/** All streams of a file, read from its end; throws `package_malformed`. */
export async function xzStreams(source: Source, reading: Reading): Promise<XzStream[]> {
  const streams: XzStream[] = [];
  for (let end = source.size; end > 0; ) {
    end = await withoutPadding(source, end, reading);
    const stream = await streamBefore(source, end, reading);
    streams.push(stream);
    end = stream.start;
    if (streams.length > MAX_STREAMS) {
      throw reading.tooLarge(`more than ${MAX_STREAMS} streams of xz`, {
        offset: source.offset + end,
      });
    }
  }
  return streams.reverse();
}

async function withoutPadding(source: Source, from: number, reading: Reading): Promise<number> {
  // There is hardly ever any, and whole words of it.
  let most = 4;
  for (let end = from; end >= 4; most = Math.min(PADDING_PART, 16 * most)) {
    reading.goOn();
    const length = Math.min(most, end - (end % 4));
    const bytes = await source.read(end - length, length);
    const last = bytes.findLastIndex((byte) => byte !== 0);
    if (last >= 0) return end - 4 * Math.floor((length - 1 - last) / 4);
    end -= length;
  }
  throw reading.malformed('the xz data has no stream', { offset: source.offset });
}

async function streamBefore(source: Source, end: number, reading: Reading): Promise<XzStream> {
  const at = (offset: number): At => ({ offset: source.offset + Math.max(0, offset) });
  const footerAt = end - XZ_EDGE;
  if (footerAt < XZ_EDGE) throw reading.malformed('the xz data ends too early', at(end));
  const footer = viewOf(await source.read(footerAt, XZ_EDGE));
  if (footer.getUint16(10) !== 0x595a || footer.getUint32(0, true) !== sum(footer, 4, 6)) {
    throw reading.malformed(
      'the xz data has no footer: it is damaged or ends too early',
      at(footerAt),
    );
  }
  const indexSize = (footer.getUint32(4, true) + 1) * 4;
  const indexAt = footerAt - indexSize;
  if (indexAt < XZ_EDGE)
    throw reading.malformed('the xz index is larger than its file', at(footerAt));
  reading.keep(indexSize, at(indexAt));
  const index = viewOf(await source.read(indexAt, indexSize));
  const blocks = blocksOf(index, (count) => reading.keep(count * BLOCK_COST, at(indexAt)));
  if (!blocks) throw reading.malformed('the xz index is damaged', at(indexAt));
  const start = indexAt - XZ_EDGE - total(blocks);
  if (start < 0) throw reading.malformed('the xz index has more than there is', at(indexAt));
  return { start, end, check: footer.getUint8(9), blocks };
}

function total(blocks: readonly XzBlock[]): number {
  return blocks.reduce((size, { unpaddedSize }) => size + Math.ceil(unpaddedSize / 4) * 4, 0);
}

/** Section 4: 0, count, two numbers for each block, padding, CRC-32. */
function blocksOf(index: DataView, keep: (count: number) => void): XzBlock[] | undefined {
  const end = index.byteLength - 4;
  if (index.getUint8(0) !== 0 || index.getUint32(end, true) !== sum(index, 0, end))
    return undefined;
  let at = 1;
  const number = () => {
    let value = 0;
    // Section 1.2: seven bits a byte, the lowest first; no more than a safe integer is taken.
    for (let scale = 1; at < end && scale <= 2 ** 49; scale *= 128) {
      const byte = index.getUint8(at);
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : undefined;
    }
    return undefined;
  };
  const count = number();
  if (count === undefined || count > end / 2) return undefined;
  // A byte or two of the index are enough for each.
  keep(count);
  const blocks: XzBlock[] = [];
  for (let i = 0; i < count; i += 1) {
    const unpaddedSize = number();
    const unpackedSize = number();
    if (unpaddedSize === undefined || unpackedSize === undefined) return undefined;
    blocks.push({ unpaddedSize, unpackedSize });
  }
  return end - at < 4 ? blocks : undefined;
}

function sum(view: DataView, start: number, length: number): number {
  return crc32(new Uint8Array(view.buffer, view.byteOffset + start, length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
