import { matchLength } from './hashing.ts';
import type { MatchFinder } from './match-finder.ts';
import { MAX_MATCH, MIN_MATCH } from './model.ts';
import type { Parser } from './parser.ts';
import { NO_DISTANCE, type SymbolEncoder } from './symbol-encoder.ts';

/** Decides by rules of thumb, looking one position ahead at most. */
export class GreedyParser implements Parser {
  readonly lengths = new Int32Array(1);
  readonly distances = new Int32Array(1);
  readonly #encoder: SymbolEncoder;
  readonly #finder: MatchFinder;
  readonly #nice: number;
  /** The match at the next position, if it is known: -1 if not, else 0 for none. */
  #nextLength = -1;
  #nextDistance = 0;
  #length = 0;
  #distance = 0;

  constructor(encoder: SymbolEncoder, finder: MatchFinder, nice: number) {
    this.#encoder = encoder;
    this.#finder = finder;
    this.#nice = nice;
  }

  reset(): void {
    this.#nextLength = -1;
  }

  parse(data: Uint8Array, at: number, end: number, origin: number): number {
    if (this.#nextLength < 0) this.#find(data, at, end);
    const length = this.#nextLength;
    const distance = this.#nextDistance;
    this.#nextLength = -1;
    this.#repeat(data, at, end, origin);
    if (this.#length >= this.#nice || isAsGood(this.#length, length, distance)) {
      return this.#take(data, at, end, this.#length, this.#distance, 1);
    }
    if (!isWorth(length, distance)) return this.#take(data, at, end, 1, NO_DISTANCE, 1);
    if (length >= this.#nice) {
      const limit = Math.min(MAX_MATCH, end - at);
      const whole = matchLength(data, at - distance - 1, at, length, limit);
      return this.#take(data, at, end, whole, distance, 1);
    }
    if (at + 1 < end) this.#find(data, at + 1, end);
    this.#repeat(data, at + 1, end, origin);
    const repeatsNext = this.#length >= Math.max(MIN_MATCH, length - 1);
    if (repeatsNext || isBetter(this.#nextLength, this.#nextDistance, length, distance)) {
      return this.#take(data, at, end, 1, NO_DISTANCE, 2);
    }
    this.#nextLength = -1;
    return this.#take(data, at, end, length, distance, 2);
  }

  /** @param known positions from `at` on that the finder has taken in */
  #take(
    data: Uint8Array,
    at: number,
    end: number,
    length: number,
    distance: number,
    known: number,
  ): number {
    for (let skip = known; skip < length; skip += 1) this.#finder.skip(data, at + skip, end);
    this.lengths[0] = length;
    this.distances[0] = distance;
    return 1;
  }

  #find(data: Uint8Array, at: number, end: number): void {
    const { found } = this.#finder;
    const count = this.#finder.find(data, at, end);
    this.#nextLength = count > 0 ? (found[count - 2] as number) : 0;
    this.#nextDistance = count > 0 ? (found[count - 1] as number) : 0;
  }

  /** The longest repetition of one of the last four distances. */
  #repeat(data: Uint8Array, at: number, end: number, origin: number): void {
    const { reps } = this.#encoder;
    const limit = Math.min(MAX_MATCH, end - at);
    this.#length = 0;
    for (let rep = 0; rep < 4; rep += 1) {
      const distance = reps[rep] as number;
      if (at - origin <= distance) continue;
      const length = matchLength(data, at - distance - 1, at, 0, limit);
      if (length > this.#length) {
        this.#length = length;
        this.#distance = distance;
      }
    }
  }
}

/** Whether a repetition is preferable to a match: it is cheaper, more so if the match is far. */
function isAsGood(repeated: number, length: number, distance: number): boolean {
  const allowance = distance < 2 ** 9 ? 1 : distance < 2 ** 15 ? 2 : 3;
  return repeated >= MIN_MATCH && repeated + allowance >= length;
}

/** Whether a match is likely to cost less than literals. */
function isWorth(length: number, distance: number): boolean {
  return length >= 4 || (length === 3 && distance < 2 ** 14);
}

/** Whether a match one position later is worth a literal before it. */
function isBetter(
  nextLength: number,
  nextDistance: number,
  length: number,
  distance: number,
): boolean {
  if (nextLength >= length && nextDistance < distance) return true;
  if (nextLength > length + 1) return true;
  if (nextLength === length + 1) return nextDistance >>> 7 <= distance;
  return nextLength + 1 >= length && length >= 3 && nextDistance < distance >>> 7;
}
