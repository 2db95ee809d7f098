// One chunk as zstd blocks that can follow any others. The WebAssembly build of libzstd defines the bytes. A Node with
// the very same libzstd gives the same ones faster and off the main thread;
// test/codec/zstd.test.ts holds the two together.
import type { Duplex } from 'node:stream';
import * as zlib from 'node:zlib';
import { discard } from '../../model/discard.ts';
import type { OwnBytes } from '../splicer.ts';
import type { Engines } from '../workers/engines.ts';
import type { Packed } from '../workers/task.ts';
import { detachedBlocks } from './detached.ts';
import { ZSTD_VERSION } from './wasm.ts';

/** `ZSTD_c_compressionLevel` and `ZSTD_e_end` of zstd.h. */
const COMPRESSION_LEVEL = 100;
const END_OF_FRAME = 2;

/** Of larger chunks, pages of the buffer for the frame that it does not reach are never touched. */
const LARGE = 1024 * 1024;

interface NativeOptions {
  readonly params: Readonly<Record<number, number>>;
  readonly pledgedSrcSize: number;
  readonly chunkSize: number;
  readonly flush: number;
}

/** `zlib.createZstdCompress`, which came with Node 22.15. */
type NativeZstd = (options: NativeOptions) => Duplex;

const native: NativeZstd | undefined =
  'Bun' in globalThis || 'Deno' in globalThis || process.versions['zstd'] !== ZSTD_VERSION
    ? undefined
    : Reflect.get(zlib, 'createZstdCompress');

/** Compresses a chunk, which may be taken away from the caller until it is done. */
export async function zstdBlocks(
  chunk: OwnBytes,
  level: number,
  engines: Engines,
): Promise<Packed> {
  if (!native) return engines.run({ kind: 'zstd', level, chunk });
  const frame = await zstdNative(native, chunk, level);
  const bytes = await detachedBlocks(frame);
  if (chunk.length >= LARGE) return { bytes, chunk };
  const own = new Uint8Array(bytes);
  discard(new Uint8Array(frame.buffer));
  return { bytes: own, chunk };
}

/** The frame, at the start of a buffer with room for the largest. */
function zstdNative(create: NativeZstd, chunk: Uint8Array, level: number): Promise<OwnBytes> {
  const stream = create({
    params: { [COMPRESSION_LEVEL]: level },
    pledgedSrcSize: chunk.length,
    // Told at once that this is the end, it compresses the chunk as a whole, as ZSTD_compress does,
    // and gives it in one piece.
    chunkSize: roomFor(chunk),
    flush: END_OF_FRAME,
  });
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    stream.once('data', (frame: OwnBytes) => {
      stream.destroy();
      // A small buffer is one that Node shares with others.
      resolve(frame.buffer.byteLength === roomFor(chunk) ? frame : new Uint8Array(frame));
    });
    stream.write(chunk);
  });
}

/** More than ZSTD_compressBound. */
function roomFor(chunk: Uint8Array): number {
  return chunk.length + (chunk.length >> 8) + 1024;
}
