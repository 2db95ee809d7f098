import { BLOCK_SIZE } from './blocks.ts';

/** What is used of node:crypto's Hash. */
interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/**
 * Digests of each block of {@link BLOCK_SIZE} bytes. The bytes come in pieces of any length, which
 * need not end where a block does.
 */
export class BlockHashes {
  readonly #startHash: () => Hash;
  readonly #digests: Uint8Array[] = [];
  #hash: Hash;
  /** Bytes of the block that is being digested. */
  #filled = 0;

  /** @param startHash called for each block */
  constructor(startHash: () => Hash) {
    this.#startHash = startHash;
    this.#hash = startHash();
  }

  update(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0; ) {
      const part = rest.subarray(0, BLOCK_SIZE - this.#filled);
      this.#hash.update(part);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === BLOCK_SIZE) this.#endBlock();
    }
  }

  /** The digests in order, that of a shorter last block among them; none for no bytes. */
  finish(): readonly Uint8Array[] {
    if (this.#filled > 0) this.#endBlock();
    return this.#digests;
  }

  #endBlock(): void {
    this.#digests.push(this.#hash.digest());
    this.#hash = this.#startHash();
    this.#filled = 0;
  }
}
