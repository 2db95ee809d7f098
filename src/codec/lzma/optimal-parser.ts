import { matchLength } from './hashing.ts';
import type { MatchFinder } from './match-finder.ts';
import {
  AFTER_LITERAL,
  AFTER_MATCH,
  AFTER_REP,
  distanceState,
  FIRST_LONG_LENGTH,
  IS_MATCH,
  IS_REP,
  IS_REP_0,
  IS_REP_0_LONG,
  IS_REP_1,
  IS_REP_2,
  LENGTHS,
  literalAfter,
  MATCH_LENGTH,
  MAX_MATCH,
  MIN_MATCH,
  POSITION_MASK,
  POSITION_STATES,
  REP_LENGTH,
  STATE_AFTER_LITERAL,
} from './model.ts';
import type { Parser } from './parser.ts';
import { PATH_LENGTH, Path } from './path.ts';
import {
  bitCost,
  DISTANCES_STALE,
  DistanceCosts,
  fillLengthCosts,
  LENGTHS_STALE,
  literalCost,
  matchedLiteralCost,
} from './prices.ts';
import { NO_DISTANCE, type SymbolEncoder } from './symbol-encoder.ts';

/** Decides how to encode bytes: by what the ways through the next positions would cost. */
export class OptimalParser implements Parser {
  readonly lengths = new Int32Array(PATH_LENGTH + 2 * MAX_MATCH);
  readonly distances = new Int32Array(PATH_LENGTH + 2 * MAX_MATCH);
  readonly #encoder: SymbolEncoder;
  readonly #finder: MatchFinder;
  readonly #nice: number;
  readonly #path = new Path();
  readonly #matchLengthCosts = new Int32Array(POSITION_STATES * LENGTHS);
  readonly #repLengthCosts = new Int32Array(POSITION_STATES * LENGTHS);
  readonly #distanceCosts = new DistanceCosts();
  #data: Uint8Array = new Uint8Array();
  #end = 0;
  #origin = 0;
  /** What the finder found at the position after the last symbol, or -1 if it was not asked. */
  #found = -1;
  /** How long each of the last four distances goes on at the position being weighed. */
  readonly #repLengths = new Int32Array(4);

  constructor(encoder: SymbolEncoder, finder: MatchFinder, nice: number) {
    this.#encoder = encoder;
    this.#finder = finder;
    this.#nice = nice;
  }

  reset(): void {
    this.#found = -1;
  }

  parse(data: Uint8Array, at: number, end: number, origin: number): number {
    this.#data = data;
    this.#end = end;
    this.#origin = origin;
    this.#refreshCosts();
    const path = this.#path;
    path.start(this.#encoder);
    let found = this.#found >= 0 ? this.#found : this.#finder.find(data, at, end);
    this.#found = -1;
    if (this.#longEnough(at, 0, found)) return this.#take(at, found);
    for (let now = 0; ; ) {
      this.#literal(at + now, now);
      this.#repeats(at + now, now);
      if (found > 0) this.#matches(at + now, now, found);
      now += 1;
      if (now === path.last || now >= PATH_LENGTH) return this.#decide(now);
      path.arrive(now);
      found = this.#finder.find(data, at + now, end);
      if (this.#longEnough(at + now, now, found)) {
        this.#found = found;
        return this.#decide(now);
      }
    }
  }

  #decide(to: number): number {
    return this.#path.trace(to, this.lengths, this.distances);
  }

  #refreshCosts(): void {
    const encoder = this.#encoder;
    if (encoder.matchCount >= DISTANCES_STALE) {
      encoder.matchCount = 0;
      this.#distanceCosts.update(encoder.model);
    }
    if (encoder.lengthCount >= LENGTHS_STALE) {
      encoder.lengthCount = 0;
      fillLengthCosts(this.#matchLengthCosts, encoder.model, MATCH_LENGTH);
      fillLengthCosts(this.#repLengthCosts, encoder.model, REP_LENGTH);
    }
  }

  /** Whether something at a position is so long that no other way need be weighed. */
  #longEnough(at: number, now: number, found: number): boolean {
    const { reps } = this.#path;
    const limit = Math.min(MAX_MATCH, this.#end - at);
    let longest = found > 0 ? (this.#finder.found[found - 2] as number) : 0;
    for (let rep = 0; rep < 4; rep += 1) {
      const distance = reps[4 * now + rep] as number;
      const length =
        at - this.#origin > distance ? matchLength(this.#data, at - distance - 1, at, 0, limit) : 0;
      this.#repLengths[rep] = length;
      if (length > longest) longest = length;
    }
    return longest >= this.#nice;
  }

  /** Takes the longest there is: a repeated distance, unless none is long enough. */
  #take(at: number, found: number): number {
    let length = 0;
    let distance = NO_DISTANCE;
    for (let rep = 0; rep < 4; rep += 1) {
      const repeated = this.#repLengths[rep] as number;
      if (repeated > length) {
        length = repeated;
        distance = this.#path.reps[rep] as number;
      }
    }
    if (length < this.#nice) {
      const limit = Math.min(MAX_MATCH, this.#end - at);
      distance = this.#finder.found[found - 1] as number;
      length = matchLength(this.#data, at - distance - 1, at, this.#nice, limit);
    }
    for (let skip = 1; skip < length; skip += 1)
      this.#finder.skip(this.#data, at + skip, this.#end);
    this.lengths[0] = length;
    this.distances[0] = distance;
    return 1;
  }

  #literal(at: number, now: number): void {
    const path = this.#path;
    const { model } = this.#encoder;
    const state = path.state[now] as number;
    const distance = path.reps[4 * now] as number;
    const position = (at - this.#origin) & POSITION_MASK;
    const context = state * POSITION_STATES + position;
    const before = path.cost[now] as number;
    const cost =
      before + bitCost(model, IS_MATCH + context, 0) + this.#literalCost(at, state, distance);
    path.reach(now + 1);
    path.offer(now + 1, cost, 1, NO_DISTANCE);
    if (at - this.#origin <= distance) return;
    if (this.#data[at] !== this.#data[at - distance - 1]) {
      this.#tail(at, now, 0, NO_DISTANCE, distance, cost, AFTER_LITERAL[state] as number);
      return;
    }
    const single =
      before +
      bitCost(model, IS_MATCH + context, 1) +
      bitCost(model, IS_REP + state, 1) +
      bitCost(model, IS_REP_0 + state, 0) +
      bitCost(model, IS_REP_0_LONG + context, 0);
    path.offer(now + 1, single, 1, distance);
  }

  #literalCost(at: number, state: number, distance: number): number {
    const data = this.#data;
    const { model } = this.#encoder;
    const base = literalAfter(at > this.#origin ? (data[at - 1] as number) : 0);
    const byte = data[at] as number;
    return state < STATE_AFTER_LITERAL
      ? literalCost(model, base, byte)
      : matchedLiteralCost(model, base, byte, data[at - distance - 1] as number);
  }

  #repeats(at: number, now: number): void {
    const path = this.#path;
    const { model } = this.#encoder;
    const state = path.state[now] as number;
    const position = (at - this.#origin) & POSITION_MASK;
    const context = state * POSITION_STATES + position;
    const before =
      (path.cost[now] as number) +
      bitCost(model, IS_MATCH + context, 1) +
      bitCost(model, IS_REP + state, 1);
    const lengthCosts = this.#repLengthCosts;
    const row = position * LENGTHS - MIN_MATCH;
    for (let rep = 0; rep < 4; rep += 1) {
      const length = this.#repLengths[rep] as number;
      if (length < MIN_MATCH) continue;
      const distance = path.reps[4 * now + rep] as number;
      const chosen = before + this.#repCost(rep, state, context);
      path.reach(now + length);
      path.offerAll(now, chosen, lengthCosts, row, MIN_MATCH, length, distance);
      const cost = chosen + (lengthCosts[row + length] as number);
      const after = AFTER_REP[state] as number;
      this.#tailAfter(at, now, length, distance, cost, after);
    }
  }

  #repCost(rep: number, state: number, context: number): number {
    const { model } = this.#encoder;
    if (rep === 0) {
      return bitCost(model, IS_REP_0 + state, 0) + bitCost(model, IS_REP_0_LONG + context, 1);
    }
    const cost =
      bitCost(model, IS_REP_0 + state, 1) + bitCost(model, IS_REP_1 + state, rep === 1 ? 0 : 1);
    return rep === 1 ? cost : cost + bitCost(model, IS_REP_2 + state, rep - 2);
  }

  #matches(at: number, now: number, found: number): void {
    const path = this.#path;
    const { model } = this.#encoder;
    const pairs = this.#finder.found;
    const state = path.state[now] as number;
    const position = (at - this.#origin) & POSITION_MASK;
    const before =
      (path.cost[now] as number) +
      bitCost(model, IS_MATCH + state * POSITION_STATES + position, 1) +
      bitCost(model, IS_REP + state, 0);
    const lengthCosts = this.#matchLengthCosts;
    const row = position * LENGTHS - MIN_MATCH;
    const after = AFTER_MATCH[state] as number;
    path.reach(now + (pairs[found - 2] as number));
    let use = MIN_MATCH;
    for (let pair = 0; pair < found; pair += 2) {
      const length = pairs[pair] as number;
      const distance = pairs[pair + 1] as number;
      for (; use < FIRST_LONG_LENGTH && use <= length; use += 1) {
        const short = this.#distanceCosts.of(distance, use - MIN_MATCH);
        const cost = before + (lengthCosts[row + use] as number) + short;
        path.offer(now + use, cost, use, distance);
      }
      const chosen = before + this.#distanceCosts.of(distance, distanceState(length));
      if (use <= length) {
        path.offerAll(now, chosen, lengthCosts, row, use, length, distance);
        use = length + 1;
      }
      const cost = chosen + (lengthCosts[row + length] as number);
      this.#tailAfter(at, now, length, distance, cost, after);
    }
  }

  /** Weighs a literal and a repetition after a match. */
  #tailAfter(
    at: number,
    now: number,
    length: number,
    distance: number,
    cost: number,
    state: number,
  ): void {
    const next = at + length;
    if (this.#end - next <= MIN_MATCH) return;
    const { model } = this.#encoder;
    const data = this.#data;
    // Only if the repetition is there at all; most often it is not.
    const source = next - distance - 1;
    if (data[source + 1] !== data[next + 1] || data[source + 2] !== data[next + 2]) return;
    const position = (next - this.#origin) & POSITION_MASK;
    const context = state * POSITION_STATES + position;
    const literal =
      bitCost(model, IS_MATCH + context, 0) + this.#literalCost(next, state, distance);
    const after = AFTER_LITERAL[state] as number;
    this.#tail(next, now, length, distance, distance, cost + literal, after);
  }

  /** Weighs a repetition of a distance after a literal; the step to the literal is known. */
  #tail(
    literalAt: number,
    now: number,
    length: number,
    stepDistance: number,
    distance: number,
    cost: number,
    state: number,
  ): void {
    const at = literalAt + 1;
    const limit = Math.min(this.#nice, this.#end - at);
    if (limit < MIN_MATCH) return;
    const tail = matchLength(this.#data, at - distance - 1, at, 0, limit);
    if (tail < MIN_MATCH) return;
    const { model } = this.#encoder;
    const position = (at - this.#origin) & POSITION_MASK;
    const context = state * POSITION_STATES + position;
    const repetition =
      bitCost(model, IS_MATCH + context, 1) +
      bitCost(model, IS_REP + state, 1) +
      this.#repCost(0, state, context) +
      (this.#repLengthCosts[position * LENGTHS + tail - MIN_MATCH] as number);
    this.#path.offerTail(now, cost + repetition, length, stepDistance, tail);
  }
}
