import { createHash } from 'node:crypto';
import type { Hasher } from './model/hasher.ts';
import type { DigestName } from './model/segment.ts';

/** Digests in this thread. */
export function localHasher(algorithm: DigestName): Hasher {
  const hash = createHash(algorithm);
  return {
    update(bytes) {
      hash.update(bytes);
      return undefined;
    },
    digest: async () => hash.digest(),
  };
}
