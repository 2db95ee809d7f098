/** Decides how to encode bytes: as which literals and matches. */
export interface Parser {
  /** Symbols decided on: the distance of a literal is `NO_DISTANCE`. */
  readonly lengths: Int32Array;
  readonly distances: Int32Array;
  /**
   * Decides on the next symbols.
   * @param at where they start
   * @param end where the data ends
   * @param origin the position that counts as 0 for what depends on the position
   * @returns how many symbols; they are in `lengths` and `distances`, the last one first
   */
  parse(data: Uint8Array, at: number, end: number, origin: number): number;
  /** Forgets what was decided. */
  reset(): void;
}
