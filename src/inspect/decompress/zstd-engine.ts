import { Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { JacoPkgError } from '../../errors.ts';
import type { At, Reading } from '../reading.ts';

/** Unpacks one whole frame. */
export type ZstdEngine = (frame: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Node's own decoder, which it has from 22.15 on; undefined where it has not. */
export const nativeZstd: ZstdEngine | undefined = nativeEngine();

/** A decoder that runs anywhere; it does not look at checksums. */
export async function* portableZstd(frame: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => ready.push(chunk));
  for await (const part of frame) {
    decoder.push(part, false);
    yield* ready;
    ready = [];
  }
  decoder.push(new Uint8Array(), true);
  yield* ready;
}

/** Unpacks a frame with the best engine there is; throws `package_malformed`. */
export async function* inflateZstd(
  frame: AsyncIterable<Uint8Array>,
  reading: Reading,
  at: At,
  engine: ZstdEngine = nativeZstd ?? portableZstd,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of engine(frame)) if (chunk.length > 0) yield chunk;
  } catch (cause) {
    if (cause instanceof JacoPkgError) throw cause;
    throw reading.malformed('the zstd data is damaged', at, cause);
  }
}

function nativeEngine(): ZstdEngine | undefined {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
  if (typeof create !== 'function') return undefined;
  return async function* (frame) {
    const decoder: Transform = create();
    const source = Readable.from(frame);
    source.on('error', (error) => decoder.destroy(error));
    try {
      yield* source.pipe(decoder);
    } finally {
      source.destroy();
      decoder.destroy();
    }
  };
}
