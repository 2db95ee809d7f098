import {
  hash3,
  hash4,
  hash4Bits,
  matchLength,
  shiftPositions,
  TABLE_3_SIZE,
  threeBytes,
  twoBytes,
} from './hashing.ts';
import type { MatchFinder } from './match-finder.ts';
import { MAX_MATCH } from './model.ts';

/**
 * Finds matches by going back through the positions of the same hash of four bytes. Faster than
 * trees and less thorough.
 */
export class HashChain implements MatchFinder {
  readonly found = new Int32Array(2 * (MAX_MATCH + 1));
  readonly #nice: number;
  readonly #depth: number;
  readonly #mask: number;
  /** Of each position in the window: the one before it with the same hash. */
  readonly #previous: Int32Array;
  readonly #last3 = new Int32Array(TABLE_3_SIZE);
  readonly #last4: Int32Array;
  #last4Bits: number;

  constructor(window: number, nice: number, depth: number) {
    this.#nice = nice;
    this.#depth = depth;
    this.#mask = window - 1;
    this.#previous = new Int32Array(window);
    this.#last4Bits = hash4Bits(window);
    this.#last4 = new Int32Array(1 << this.#last4Bits);
  }

  reset(expected: number): void {
    this.#last4Bits = hash4Bits(Math.min(expected, this.#mask + 1));
    this.#last3.fill(0);
    this.#last4.fill(0, 0, 1 << this.#last4Bits);
  }

  shift(by: number): void {
    shiftPositions(this.#last3, by);
    shiftPositions(this.#last4, by);
    shiftPositions(this.#previous, by);
  }

  find(data: Uint8Array, at: number, end: number): number {
    const limit = Math.min(this.#nice, end - at);
    if (limit < 4) return 0;
    const three = threeBytes(data, at, twoBytes(data, at));
    const third = hash3(three);
    const last3 = this.#last3[third] as number;
    this.#last3[third] = at + 1;
    const start = this.#link(at, hash4(data, at, three, this.#last4Bits));
    const oldest = Math.max(0, at - this.#mask);
    let count = 0;
    let longest = 2;
    if (last3 > oldest && last3 !== start) {
      const length = matchLength(data, last3 - 1, at, 0, limit);
      if (length > longest) {
        longest = length;
        this.found[0] = length;
        this.found[1] = at - last3;
        count = 2;
      }
    }
    return this.#follow(data, at, limit, start, oldest, longest, count);
  }

  skip(data: Uint8Array, at: number, end: number): void {
    if (end - at < 4) return;
    const three = threeBytes(data, at, twoBytes(data, at));
    this.#last3[hash3(three)] = at + 1;
    this.#link(at, hash4(data, at, three, this.#last4Bits));
  }

  #link(at: number, hash: number): number {
    const last = this.#last4[hash] as number;
    this.#previous[at & this.#mask] = last;
    this.#last4[hash] = at + 1;
    return last;
  }

  #follow(
    data: Uint8Array,
    at: number,
    limit: number,
    start: number,
    oldest: number,
    longest: number,
    count: number,
  ): number {
    const { found } = this;
    const previous = this.#previous;
    let best = longest;
    let used = count;
    let current = start;
    for (let depth = this.#depth; current > oldest && depth > 0 && best < limit; depth -= 1) {
      const other = current - 1;
      if (data[other + best] === data[at + best]) {
        const length = matchLength(data, other, at, 0, limit);
        if (length > best) {
          best = length;
          found[used] = length;
          found[used + 1] = at - current;
          used += 2;
        }
      }
      current = previous[other & this.#mask] as number;
    }
    return used;
  }
}
