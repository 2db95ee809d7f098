// One gzip member (RFC 1952): { 10-byte header, deflate blocks, CRC-32, length }. The blocks
// are fragments, each ended by a sync flush, and an empty last block. Never several members:
// apk takes the end of a member for the end of a section.
import { concat } from '../container/bytes.ts';
import type { Segment } from '../model/segment.ts';
import { crc32, crc32Combine } from './crc32.ts';
import { DEFLATE_CHUNK, DEFLATE_END, DEFLATE_WINDOW, deflateFragment } from './deflate/deflate.ts';
import type { Fragment, Splicer } from './splicer.ts';
import type { Engines } from './workers/engines.ts';

/**
 * On its own a file starts with an empty window. For files below 64 KiB that costs up to 2.6% of
 * the size (measured on text; nothing on unrelated binaries), and they are quickly compressed
 * again. Above, it is less than 1%, and each further package that holds the file costs nothing.
 */
const OWN_FRAGMENTS_FROM = 64 * 1024;

/** No flags, no name, mtime 0; XFL as zlib sets it for the level; OS 255 = unknown. */
function header(level: number): Uint8Array {
  const extraFlags = level === 9 ? 2 : level === 1 ? 4 : 0;
  return new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extraFlags, 255]);
}

export function gzipSplicer(level: number, engines: Engines): Splicer {
  return {
    kind: 'splicer',
    chunkSize: DEFLATE_CHUNK,
    windowSize: DEFLATE_WINDOW,
    ownFragmentsFrom: OWN_FRAGMENTS_FROM,
    memory: 3 * DEFLATE_CHUNK,
    async compress(chunk, before) {
      // Before the chunk is compressed, as its buffer may then be in another thread.
      const known = { rawSize: chunk.length, check: crc32(chunk) };
      return { ...known, ...(await deflateFragment(chunk, before, level, engines)) };
    },
    frame: (fragments) => frame(header(level), fragments),
  };
}

function frame(head: Uint8Array, fragments: readonly Fragment[]): Segment[] {
  let check = 0;
  let rawSize = 0;
  for (const fragment of fragments) {
    check = crc32Combine(check, fragment.check, fragment.rawSize);
    rawSize += fragment.rawSize;
  }
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, check, true);
  trailer.setUint32(4, rawSize % 2 ** 32, true);
  const end = concat([DEFLATE_END, new Uint8Array(trailer.buffer)]);
  return [head, ...fragments.map(({ data }) => data), end];
}
