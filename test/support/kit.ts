import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Kit } from '../../src/model/format.ts';
import type { DigestName, Segment, Source, Stored } from '../../src/model/segment.ts';

/** All bytes of a layout. */
export async function bytesOf(segments: readonly Segment[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const segment of segments) {
    if (segment instanceof Uint8Array) parts.push(segment);
    else for await (const chunk of segment.chunks()) parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Bytes as a finished archive or file. */
export function stored(bytes: Uint8Array): Stored {
  return {
    size: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
}

/** Bytes as an input that has been read, with every digest a format may ask for. */
export function source(name: string, content: string | Uint8Array): Source {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const digest = (algorithm: DigestName) => createHash(algorithm).update(bytes).digest('hex');
  const digests = { md5: digest('md5'), sha1: digest('sha1'), sha256: digest('sha256') };
  return { name, digests, ...stored(bytes) };
}

/** A kit that holds everything in memory and knows gzip and none. */
export const memoryKit: Kit = {
  async encode(segments, codec) {
    const bytes = await bytesOf(segments);
    if (codec.name === 'none') return stored(bytes);
    if (codec.name === 'gzip') return stored(gzipSync(bytes, { level: codec.level }));
    throw new TypeError(`the test kit has no ${codec.name}`);
  },
  async digest(algorithm, segments) {
    return createHash(algorithm)
      .update(await bytesOf(segments))
      .digest();
  },
};
