import { JacoPkgError } from '../errors.ts';
import type { Codec } from '../model/codec.ts';
import { gzipSplicer } from './gzip.ts';
import type { Splicer } from './splicer.ts';

export { blockSplicer } from './blocks.ts';
export { crc32 } from './crc32.ts';
export { type EncodeContext, encode } from './encode.ts';
export { FragmentWriter } from './fragment-writer.ts';
export type { Fragment, Splicer } from './splicer.ts';

/** Names a codec with its level: fragments of one key can be joined. */
export function codecKey(codec: Codec): string {
  return codec.name === 'none' ? 'none' : `${codec.name}:${codec.level}`;
}

/** How to splice a codec's output; undefined for `none`, which needs no compressor. */
export function splicerFor(codec: Codec): Splicer | undefined {
  switch (codec.name) {
    case 'none':
      return undefined;
    case 'gzip':
      return gzipSplicer(codec.level);
    default:
      throw new JacoPkgError({
        code: 'codec_unavailable',
        message: `${codec.name} compression is not available in this version`,
        hint: 'use gzip, or none for a deb or tarball',
      });
  }
}
