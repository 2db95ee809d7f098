import { createHash, type Hash } from 'node:crypto';
import type { Hasher } from './model/hasher.ts';
import type { DigestName } from './model/segment.ts';

/** Small pieces are gathered up to this size: a call for each costs as much as digesting it. */
const GATHERED = 64 * 1024;

/** Digests in this thread. */
export function localHasher(algorithm: DigestName): Hasher {
  return new LocalHasher(createHash(algorithm));
}

class LocalHasher implements Hasher {
  readonly #hash: Hash;
  readonly #gathered = new Uint8Array(GATHERED);
  #filled = 0;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  update(bytes: Uint8Array): undefined {
    if (bytes.length > GATHERED - this.#filled) this.#flush();
    if (bytes.length > GATHERED / 4) {
      this.#flush();
      this.#hash.update(bytes);
    } else {
      this.#gathered.set(bytes, this.#filled);
      this.#filled += bytes.length;
    }
  }

  async digest(): Promise<Uint8Array> {
    this.#flush();
    return this.#hash.digest();
  }

  #flush(): void {
    if (this.#filled > 0) this.#hash.update(this.#gathered.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
