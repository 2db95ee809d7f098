import { createHash, type Hash, hash } from 'node:crypto';
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

/** Digests of bytes that are all there: without an object for each, in four fifths of the time. */
export function digestsOf(bytes: Uint8Array, names: readonly DigestName[]): Digests {
  const digests: Partial<Record<DigestName, string>> = {};
  for (const name of names) digests[name] = hash(name, bytes, 'hex');
  return digests;
}
