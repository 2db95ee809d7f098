/** Where the files of a release lie: a folder, or an address on the web. */
export interface ReleaseBase {
  /** As it is called in messages. */
  readonly name: string;
  /**
   * The bytes of one of its files, as they come. Fails with `fetch_not_found` when there is none,
   * or with another `fetch_` code.
   * @param name as in SHA256SUMS: relative, parts divided by `/`, no way out
   */
  open(name: string, maxBytes: number): AsyncIterable<Uint8Array>;
  /** Names of all files there; absent where they cannot be listed. */
  list?(): Promise<string[]>;
}
