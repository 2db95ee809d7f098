// Raw deflate (RFC 1951) of one chunk, ended by a sync flush: byte-aligned and not final, so
// that chunks can be joined. pako defines the bytes. Node's zlib gives the same ones faster
// and off the main thread; test/codec/deflate.test.ts holds the two together.
import { constants, deflateRaw, type ZlibOptions } from 'node:zlib';
import { Deflate as PakoDeflate } from 'pako';
import { concat } from '../container/bytes.ts';

/** How far back a match can reach (RFC 1951 section 2). */
export const DEFLATE_WINDOW = 32 * 1024;

/** A final block with fixed codes and nothing but its end marker (RFC 1951 section 3.2.6). */
export const DEFLATE_END = new Uint8Array([0x03, 0x00]);

export type Deflate = (
  chunk: Uint8Array,
  dictionary: Uint8Array,
  level: number,
) => Promise<Uint8Array>;

/** Node itself, and not a runtime that imitates it with another zlib. */
const isNode = !('Bun' in globalThis) && !('Deno' in globalThis);

export const deflateFragment: Deflate = (chunk, dictionary, level) =>
  isNode ? deflateNative(chunk, dictionary, level) : deflatePako(chunk, dictionary, level);

export const deflateNative: Deflate = (chunk, dictionary, level) => {
  const options: ZlibOptions = {
    level,
    finishFlush: constants.Z_SYNC_FLUSH,
    chunkSize: roomFor(chunk.length),
    ...(dictionary.length > 0 && { dictionary }),
  };
  return new Promise((resolve, reject) => {
    deflateRaw(chunk, options, (error, result) => (error ? reject(error) : resolve(trim(result))));
  });
};

export const deflatePako: Deflate = async (chunk, dictionary, level) => {
  const stream = new PakoDeflate({
    raw: true,
    level,
    chunkSize: roomFor(chunk.length),
    ...(dictionary.length > 0 && { dictionary }),
  });
  const parts: Uint8Array[] = [];
  stream.onData = (part) => parts.push(part);
  stream.push(chunk, constants.Z_SYNC_FLUSH as 2);
  return concat(parts);
};

/**
 * More than deflate can need. One call then does the whole chunk: a trip less to the thread pool
 * per 16 KiB, and never a flush that is repeated because the buffer was full just at its end.
 */
function roomFor(length: number): number {
  return length + (length >> 8) + 1024;
}

/** The same bytes in a buffer of their own length, as they may be kept for long. */
function trim(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
