import { AFTER_LITERAL, AFTER_MATCH, AFTER_REP, AFTER_SHORT_REP, MAX_MATCH } from './model.ts';
import { INFINITE } from './prices.ts';
import { NO_DISTANCE, type SymbolEncoder } from './symbol-encoder.ts';

/** Positions that are weighed at a time. */
export const PATH_LENGTH = 4096;
/** A step can be a match, a literal and a repeated match. */
const SIZE = PATH_LENGTH + 2 * MAX_MATCH + 2;

/** A step of {@link Path.step} is a length and, above it, the length of the tail. */
const TAIL_SHIFT = 9;
const LENGTH_MASK = (1 << TAIL_SHIFT) - 1;

/**
 * The cheapest known ways to each of the next positions. A step is a literal or match, or one
 * of them followed by a literal and a repetition of the latest distance, the tail: by itself
 * the literal would seem too dear to get there.
 */
export class Path {
  readonly cost = new Int32Array(SIZE);
  readonly step = new Int32Array(SIZE);
  readonly distance = new Int32Array(SIZE);
  /** State of the encoder at each position, by the cheapest way there. */
  readonly state = new Uint8Array(SIZE);
  /** Its last four distances: at `4 * position`. */
  readonly reps = new Int32Array(4 * SIZE);
  /** The farthest position that can be reached. */
  last = 0;

  /** Starts where the encoder is. */
  start(encoder: SymbolEncoder): void {
    this.last = 0;
    this.cost[0] = 0;
    this.state[0] = encoder.state;
    for (let rep = 0; rep < 4; rep += 1) this.reps[rep] = encoder.reps[rep] as number;
  }

  /** Makes a position a possible one. */
  reach(position: number): void {
    const { cost } = this;
    for (let index = this.last + 1; index <= position; index += 1) cost[index] = INFINITE;
    if (position > this.last) this.last = position;
  }

  /** Goes to a position that has been reached, unless there is a cheaper way. */
  offer(to: number, cost: number, length: number, distance: number): void {
    if (cost >= (this.cost[to] as number)) return;
    this.cost[to] = cost;
    this.step[to] = length;
    this.distance[to] = distance;
  }

  /** Goes to every position that some lengths of a match lead to; their costs start at `row`. */
  offerAll(
    from: number,
    cost: number,
    lengthCosts: Int32Array,
    row: number,
    shortest: number,
    longest: number,
    distance: number,
  ): void {
    const { cost: costs, step, distance: distances } = this;
    for (let length = shortest; length <= longest; length += 1) {
      const total = cost + (lengthCosts[row + length] as number);
      const to = from + length;
      if (total < (costs[to] as number)) {
        costs[to] = total;
        step[to] = length;
        distances[to] = distance;
      }
    }
  }

  /** The same for a step with a tail; reaches the position. The step may be of no length. */
  offerTail(from: number, cost: number, length: number, distance: number, tail: number): void {
    const to = from + length + 1 + tail;
    this.reach(to);
    this.offer(to, cost, length | (tail << TAIL_SHIFT), distance);
  }

  /** Works out the state and distances at a position from those before. */
  arrive(at: number): void {
    const { reps } = this;
    const step = this.step[at] as number;
    const distance = this.distance[at] as number;
    const length = step & LENGTH_MASK;
    const from = at - sizeOf(step);
    let state = this.state[from] as number;
    let first = reps[4 * from] as number;
    let second = reps[4 * from + 1] as number;
    let third = reps[4 * from + 2] as number;
    let fourth = reps[4 * from + 3] as number;
    if (length === 1) {
      state = (distance === NO_DISTANCE ? AFTER_LITERAL[state] : AFTER_SHORT_REP[state]) as number;
    } else if (length > 1) {
      const known =
        distance === first || distance === second || distance === third || distance === fourth;
      state = (known ? AFTER_REP[state] : AFTER_MATCH[state]) as number;
      if (distance !== first) {
        if (distance !== second) {
          if (distance !== third) fourth = third;
          third = second;
        }
        second = first;
        first = distance;
      }
    }
    if (step > LENGTH_MASK) state = AFTER_REP[AFTER_LITERAL[state] as number] as number;
    this.state[at] = state;
    reps[4 * at] = first;
    reps[4 * at + 1] = second;
    reps[4 * at + 2] = third;
    reps[4 * at + 3] = fourth;
  }

  /**
   * The symbols on the way to a position, the last one first.
   * @returns how many there are
   */
  trace(to: number, lengths: Int32Array, distances: Int32Array): number {
    let count = 0;
    for (let at = to; at > 0; ) {
      const step = this.step[at] as number;
      const length = step & LENGTH_MASK;
      const distance = this.distance[at] as number;
      at -= sizeOf(step);
      if (step > LENGTH_MASK) {
        lengths[count] = step >> TAIL_SHIFT;
        distances[count] = length > 0 ? distance : (this.reps[4 * at] as number);
        lengths[count + 1] = 1;
        distances[count + 1] = NO_DISTANCE;
        count += 2;
      }
      if (length > 0) {
        lengths[count] = length;
        distances[count] = distance;
        count += 1;
      }
    }
    return count;
  }
}

/** Bytes that a step covers. */
function sizeOf(step: number): number {
  return step > LENGTH_MASK ? (step & LENGTH_MASK) + 1 + (step >> TAIL_SHIFT) : step;
}
