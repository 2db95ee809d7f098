import { createHash } from 'node:crypto';
import type { OwnBytes, Splicer } from '../codec/index.ts';
import { toolVersion } from '../version.ts';
import type { CacheFolder } from './folder.ts';

/** Raise it when a compressor makes other bytes than before; test/cache/generation.test.ts tells when. */
export const GENERATION = 3;

/**
 * Compresses only what no run has compressed before.
 * @param codec name and level
 */
export function cachedSplicer(splicer: Splicer, codec: string, folder: CacheFolder): Splicer {
  const kind = `jaco-pkg ${toolVersion()} ${GENERATION} ${codec}`;
  return {
    ...splicer,
    async compress(chunk, before) {
      const key = keyOf(kind, chunk, before);
      const known = await folder.get(key);
      if (known) return { rawSize: chunk.length, chunk, ...known };
      const made = await splicer.compress(chunk, before);
      await folder.put(key, made);
      return made;
    },
  };
}

/** All that the compressed bytes follow from. */
function keyOf(kind: string, chunk: OwnBytes, before: OwnBytes): string {
  const lengths = `${kind}\n${before.length} ${chunk.length}\n`;
  return createHash('sha256').update(lengths).update(before).update(chunk).digest('hex');
}
