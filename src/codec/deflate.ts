// Raw deflate (RFC 1951) of one chunk, ended by a sync flush: byte-aligned and not final, so
// that chunks can be joined. pako defines the bytes. Node's zlib gives the same ones faster
// and off the main thread; test/codec/deflate.test.ts holds the two together.
import { constants, deflateRaw, type ZlibOptions } from 'node:zlib';
import { Deflate as PakoDeflate } from 'pako';
import { concat } from '../container/bytes.ts';

/** How far back a match can reach (RFC 1951 section 2). */
export const DEFLATE_WINDOW = 32 * 1024;

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
    ...(dictionary.length > 0 && { dictionary }),
  };
  return new Promise((resolve, reject) => {
    deflateRaw(chunk, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
};

export const deflatePako: Deflate = async (chunk, dictionary, level) => {
  if (level < 1 || level > 9) throw new RangeError(`deflate level ${level}`);
  const stream = new PakoDeflate({
    raw: true,
    level: level as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9,
    ...(dictionary.length > 0 && { dictionary }),
  });
  const parts: Uint8Array[] = [];
  stream.onData = (part) => parts.push(part);
  stream.push(chunk, constants.Z_SYNC_FLUSH as 2);
  return concat(parts);
};
