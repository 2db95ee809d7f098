// A Kit in memory, for tests of layouts: node's own zlib and hashes, nothing of src/codec.
import { createHash } from 'node:crypto';
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { BLOCK_SIZE } from '../../src/model/blocks.ts';
import type { Codec } from '../../src/model/codec.ts';
import type { Kit } from '../../src/model/format.ts';
import type { DigestName, Segment, Source, Stored } from '../../src/model/segment.ts';

export const memoryKit: Kit = {
  async encode(segments, codec) {
    return stored(compress(await bytesOf([...segments]), codec));
  },
  async digest(algorithm, segments) {
    return createHash(algorithm)
      .update(await bytesOf(segments))
      .digest();
  },
  async blocks(body, level) {
    const bytes = await bytesOf([body]);
    const chunks = Array.from({ length: Math.ceil(bytes.length / BLOCK_SIZE) }, (_, index) =>
      bytes.subarray(index * BLOCK_SIZE, (index + 1) * BLOCK_SIZE),
    );
    const packed = chunks.map((chunk) => {
      if (level === undefined) return chunk;
      return deflateRawSync(chunk, { level, finishFlush: constants.Z_SYNC_FLUSH });
    });
    const end = level === undefined ? [] : [deflateRawSync('', { level })];
    return {
      data: stored(Buffer.concat([...packed, ...end])),
      size: bytes.length,
      crc32: crc32(bytes),
      blocks: chunks.map((chunk, index) => ({
        sha256: createHash('sha256').update(chunk).digest(),
        size: packed[index]?.length ?? 0,
      })),
    };
  },
};

/** The bytes of a layout, file bodies read in. */
export async function bytesOf(segments: readonly Segment[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const segment of segments) {
    if (segment instanceof Uint8Array) parts.push(segment);
    else for await (const chunk of segment.chunks()) parts.push(chunk);
  }
  return Buffer.concat(parts);
}

export function stored(bytes: Uint8Array): Stored {
  return {
    size: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
}

/** An ingested file, with every digest there is. */
export function source(content: string | Uint8Array, name = 'memory'): Source {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const hex = (algorithm: DigestName) => createHash(algorithm).update(bytes).digest('hex');
  const digests = { md5: hex('md5'), sha1: hex('sha1'), sha256: hex('sha256') };
  return { ...stored(bytes), name, digests };
}

function compress(bytes: Uint8Array, codec: Codec): Uint8Array {
  switch (codec.name) {
    case 'none':
      return bytes;
    case 'gzip':
      return gzipSync(bytes, { level: codec.level });
    default:
      throw new Error(`the kit of the tests has no ${codec.name}`);
  }
}
