import { createHash, type Hash } from 'node:crypto';
import type { DigestName, Digests } from '../model/segment.ts';

/** Several digests of the same bytes. */
export class Hashes {
  readonly #hashes: readonly (readonly [DigestName, Hash])[];

  constructor(names: readonly DigestName[]) {
    this.#hashes = names.map((name) => [name, createHash(name)] as const);
  }

  update(bytes: Uint8Array): void {
    for (const [, hash] of this.#hashes) hash.update(bytes);
  }

  digests(): Digests {
    return Object.fromEntries(this.#hashes.map(([name, hash]) => [name, hash.digest('hex')]));
  }
}
