import {
  hash3,
  hash4,
  hash4Bits,
  matchLength,
  shiftPositions,
  TABLE_2_SIZE,
  TABLE_3_SIZE,
  threeBytes,
  twoBytes,
} from './hashing.ts';
import type { MatchFinder } from './match-finder.ts';
import { MAX_MATCH } from './model.ts';

/**
 * Finds matches by binary trees of positions, sorted by what follows them: one tree for each
 * hash of four bytes. Short matches come from the last positions of the same two or three.
 */
export class BinaryTree implements MatchFinder {
  readonly found = new Int32Array(2 * (MAX_MATCH + 1));
  readonly #nice: number;
  readonly #depth: number;
  readonly #mask: number;
  /** Of each position in the window: the one that sorts before, the one that sorts after. */
  readonly #children: Int32Array;
  readonly #last2 = new Int32Array(TABLE_2_SIZE);
  readonly #last3 = new Int32Array(TABLE_3_SIZE);
  readonly #roots: Int32Array;
  #rootBits: number;

  constructor(window: number, nice: number, depth: number) {
    this.#nice = nice;
    this.#depth = depth;
    this.#mask = window - 1;
    this.#children = new Int32Array(2 * window);
    this.#rootBits = hash4Bits(window);
    this.#roots = new Int32Array(1 << this.#rootBits);
  }

  reset(expected: number): void {
    this.#rootBits = hash4Bits(Math.min(expected, this.#mask + 1));
    this.#last2.fill(0);
    this.#last3.fill(0);
    this.#roots.fill(0, 0, 1 << this.#rootBits);
  }

  shift(by: number): void {
    shiftPositions(this.#last2, by);
    shiftPositions(this.#last3, by);
    shiftPositions(this.#roots, by);
    shiftPositions(this.#children, by);
  }

  find(data: Uint8Array, at: number, end: number): number {
    const limit = Math.min(this.#nice, end - at);
    if (limit < 4) return 0;
    const { found } = this;
    const two = twoBytes(data, at);
    const three = threeBytes(data, at, two);
    const third = hash3(three);
    const root = hash4(data, at, three, this.#rootBits);
    const last2 = this.#last2[two] as number;
    const last3 = this.#last3[third] as number;
    const start = this.#roots[root] as number;
    this.#last2[two] = at + 1;
    this.#last3[third] = at + 1;
    this.#roots[root] = at + 1;
    const oldest = Math.max(0, at - this.#mask);
    let count = 0;
    let longest = 1;
    if (last2 > oldest) {
      longest = matchLength(data, last2 - 1, at, 2, limit);
      found[0] = longest;
      found[1] = at - last2;
      count = 2;
    }
    if (last3 > oldest && last3 !== last2) {
      const length = matchLength(data, last3 - 1, at, 0, limit);
      if (length > longest) {
        longest = length;
        found[count] = length;
        found[count + 1] = at - last3;
        count += 2;
      }
    }
    return this.#insert(data, at, limit, start, oldest, longest, count);
  }

  skip(data: Uint8Array, at: number, end: number): void {
    this.find(data, at, end);
  }

  /**
   * Makes a position the root of its tree: goes down from the old root, and hangs what it meets
   * on either side of the new one. Longer and longer matches are met on the way.
   */
  #insert(
    data: Uint8Array,
    at: number,
    limit: number,
    start: number,
    oldest: number,
    longest: number,
    count: number,
  ): number {
    const children = this.#children;
    const mask = this.#mask;
    const { found } = this;
    let used = count;
    let best = longest;
    let current = start;
    // Where the next position that sorts before, or after, is to be hung; what all there share.
    let before = (at & mask) << 1;
    let after = before + 1;
    let sharedBefore = 0;
    let sharedAfter = 0;
    for (let depth = this.#depth; current > oldest && depth > 0; depth -= 1) {
      const other = current - 1;
      const pair = (other & mask) << 1;
      // Read before they are needed: memory is what this waits for.
      const lower = children[pair] as number;
      const higher = children[pair + 1] as number;
      let length = sharedBefore < sharedAfter ? sharedBefore : sharedAfter;
      let theirs = data[other + length] as number;
      let ours = data[at + length] as number;
      while (theirs === ours) {
        length += 1;
        if (length === limit) break;
        theirs = data[other + length] as number;
        ours = data[at + length] as number;
      }
      if (length > best) {
        best = length;
        found[used] = length;
        found[used + 1] = at - current;
        used += 2;
      }
      if (length === limit) {
        // As good as equal: the new one takes its place.
        children[before] = lower;
        children[after] = higher;
        return used;
      }
      if (theirs < ours) {
        children[before] = current;
        before = pair + 1;
        current = higher;
        sharedBefore = length;
      } else {
        children[after] = current;
        after = pair;
        current = lower;
        sharedAfter = length;
      }
    }
    children[before] = 0;
    children[after] = 0;
    return used;
  }
}
