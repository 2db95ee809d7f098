/** Finds earlier occurrences of the bytes at a position. */
export interface MatchFinder {
  /** Pairs of length and distance (counted from 0), each longer than the one before. */
  readonly found: Int32Array;
  /**
   * Takes in the next position and puts the matches in {@link found}.
   * @param end where the data ends
   * @returns how many numbers of `found` are used
   */
  find(data: Uint8Array, at: number, end: number): number;
  /** Takes in the next position without looking for matches. */
  skip(data: Uint8Array, at: number, end: number): void;
  /**
   * Forgets every position.
   * @param expected how many positions there will be, or more: the size of tables goes by that
   */
  reset(expected: number): void;
  /** Counts positions from `by` on, a multiple of the window: those before are forgotten. */
  shift(by: number): void;
}
