// One chunk as zstd blocks that can follow any others. The WebAssembly build of libzstd defines the bytes. A Node with
// the very same libzstd gives the same ones faster and off the main thread;
// test/codec/zstd.test.ts holds the two together.
import * as zlib from 'node:zlib';
import type { OwnBytes } from '../splicer.ts';
import type { Engines } from '../workers/engines.ts';
import type { Packed } from '../workers/task.ts';
import { detachedBlocks } from './detached.ts';
import { ZSTD_VERSION } from './wasm.ts';

/** `ZSTD_c_compressionLevel` and `ZSTD_e_end` of zstd.h. */
const COMPRESSION_LEVEL = 100;
const END_OF_FRAME = 2;

interface NativeOptions {
  readonly params: Readonly<Record<number, number>>;
  readonly pledgedSrcSize: number;
  readonly chunkSize: number;
  readonly flush: number;
}

/** `zlib.zstdCompress`, which came with Node 22.15. */
type NativeZstd = (
  chunk: Uint8Array,
  options: NativeOptions,
  callback: (error: Error | null, result: Uint8Array) => void,
) => void;

const native: NativeZstd | undefined =
  'Bun' in globalThis || 'Deno' in globalThis || process.versions['zstd'] !== ZSTD_VERSION
    ? undefined
    : Reflect.get(zlib, 'zstdCompress');

/** Whether this Node's own zstd is used. */
export const hasNativeZstd = native !== undefined;

/** Compresses a chunk, which may be taken away from the caller until it is done. */
export async function zstdBlocks(
  chunk: OwnBytes,
  level: number,
  engines: Engines,
): Promise<Packed> {
  if (native) return { bytes: await detachedBlocks(await zstdNative(native, chunk, level)), chunk };
  return engines.run({ kind: 'zstd', level, chunk });
}

function zstdNative(compress: NativeZstd, chunk: Uint8Array, level: number): Promise<Uint8Array> {
  const options = {
    params: { [COMPRESSION_LEVEL]: level },
    pledgedSrcSize: chunk.length,
    // More than ZSTD_compressBound, and told at once that this is the end: the chunk is then
    // compressed as a whole, as by ZSTD_compress. What comes after is an empty frame.
    chunkSize: chunk.length + (chunk.length >> 8) + 1024,
    flush: END_OF_FRAME,
  };
  return new Promise((resolve, reject) => {
    compress(chunk, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
