import type { Codec } from '../model/codec.ts';
import { gzipSplicer } from './gzip.ts';
import { lzmaCompressor } from './lzma.ts';
import type { Compressor } from './splicer.ts';
import type { Engines } from './workers/engines.ts';
import { xzSplicer } from './xz.ts';
import { zstdSplicer } from './zstd.ts';

export { blockSplicer } from './blocks.ts';
export { crc32 } from './crc32.ts';
export { type EncodeContext, encode } from './encode.ts';
export { type FragmentContext, FragmentWriter } from './fragment-writer.ts';
export type { Compressor, Fragment, OwnBytes, Splicer, StreamCompressor } from './splicer.ts';
export { Engines } from './workers/engines.ts';

/** Names a codec with its level: fragments of one key can be joined. */
export function codecKey(codec: Codec): string {
  return codec.name === 'none' ? 'none' : `${codec.name}:${codec.level}`;
}

/** How to compress with a codec; undefined for `none`. */
export function compressorFor(codec: Codec, engines: Engines): Compressor | undefined {
  switch (codec.name) {
    case 'none':
      return undefined;
    case 'gzip':
      return gzipSplicer(codec.level, engines);
    case 'xz':
      return xzSplicer(codec.level, engines);
    case 'lzma':
      return lzmaCompressor(codec.level, engines);
    case 'zstd':
      return zstdSplicer(codec.level, engines);
  }
}
