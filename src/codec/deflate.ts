// Raw deflate (RFC 1951) of one chunk, ended by a sync flush: byte-aligned and not final, so
// that chunks can be joined. pako defines the bytes. Node's zlib gives the same ones faster
// and off the main thread; test/codec/deflate.test.ts holds the two together, and where Node has
// another zlib than its own, a sample does.
import { constants, deflateRaw, type ZlibOptions } from 'node:zlib';
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

/**
 * Whether zlib is the one that comes with Node. Node can be linked to that of the system, which may
 * be zlib-ng or leave the work to hardware; and other runtimes imitate Node with another zlib.
 */
const isNodesOwn =
  Reflect.get(process.config?.variables ?? {}, 'node_shared_zlib') === false &&
  !('Bun' in globalThis) &&
  !('Deno' in globalThis);

export const deflateFragment: Deflate = (chunk, dictionary, level) =>
  (isNodesOwn ? deflateNative : deflateChecked)(chunk, dictionary, level);

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
  const { Deflate } = await import('pako');
  const stream = new Deflate({
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

/** Deflates by `fast` at levels where it gives the bytes of `exact` for a sample, else by `exact`. */
export function heldTo(exact: Deflate, fast: Deflate): Deflate {
  const agree = new Map<number, Promise<boolean>>();
  return async (chunk, dictionary, level) => {
    const known = agree.get(level) ?? agreeOnSample(exact, fast, level);
    agree.set(level, known);
    return ((await known) ? fast : exact)(chunk, dictionary, level);
  };
}

const deflateChecked = heldTo(deflatePako, deflateNative);

async function agreeOnSample(exact: Deflate, fast: Deflate, level: number): Promise<boolean> {
  const text = sample();
  const dictionary = text.subarray(0, DEFLATE_WINDOW);
  const [right, other] = [
    await exact(text, dictionary, level),
    await fast(text, dictionary, level),
  ];
  return Buffer.compare(right, other) === 0;
}

/** Words in disorder: matches of many lengths and distances, which zlibs find in their own ways. */
function sample(): Uint8Array {
  let text = '';
  for (let number = 1; text.length < 128 * 1024; number = (number * 48_271) % 0x7fffffff) {
    text += `${number % 2003} ${(number % 97) ** 3} `;
  }
  return Buffer.from(text);
}

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
