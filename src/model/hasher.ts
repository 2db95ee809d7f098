/** Digests bytes as they come. */
export interface Hasher {
  /** Takes some bytes. If there is a promise, it settles when there may be more. */
  update(bytes: Uint8Array): Promise<void> | undefined;
  /** The digest of all of them. */
  digest(): Promise<Uint8Array>;
}
