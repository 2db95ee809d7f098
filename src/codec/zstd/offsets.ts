// Offsets of matches. A value of 1, 2 or 3 repeats one of the last offsets (RFC 8878 section
// 3.1.1.5); any other is an offset plus 3.
import type { Coded } from './sequences.ts';

const REPEATED = 3;

type Recent = readonly [number | undefined, number | undefined, number | undefined];

/** What an encoder that starts a frame takes the last offsets to be. */
const AT_START = [1, 4, 8] as const;

/**
 * Follows the last offsets as the encoder of a frame saw them, and as a decoder sees them for whom
 * something unknown stands before. Where a repetition would mean different offsets to the two,
 * the offset itself has to be given.
 */
export class RecentOffsets {
  #assumed: Recent = AT_START;
  #actual: Recent = [undefined, undefined, undefined];

  /** Whether the two have become one. */
  get agree(): boolean {
    return this.#actual.every((offset, index) => offset === this.#assumed[index]);
  }

  /** Takes in the next offset; returns it as it has to be given. */
  follow(coded: Coded, noLiterals: boolean): Coded {
    const value = 2 ** coded.code + coded.extra;
    if (value > REPEATED) {
      this.#assumed = pushed(this.#assumed, value - REPEATED);
      this.#actual = pushed(this.#actual, value - REPEATED);
      return coded;
    }
    const index = value - 1 + (noLiterals ? 1 : 0);
    const offset = repeated(this.#assumed, index);
    this.#assumed = moved(this.#assumed, index);
    if (offset === repeated(this.#actual, index)) {
      this.#actual = moved(this.#actual, index);
      return coded;
    }
    if (offset === undefined) throw new RangeError('zstd: a repeated offset is unknown');
    this.#actual = pushed(this.#actual, offset);
    return codedOf(offset + REPEATED);
  }
}

function codedOf(value: number): Coded {
  const code = 31 - Math.clz32(value);
  return { code, extra: value - 2 ** code };
}

/** The fourth is the first less one: it would be of no use to repeat it without literals. */
function repeated(recent: Recent, index: number): number | undefined {
  if (index < REPEATED) return recent[index];
  return recent[0] === undefined ? undefined : recent[0] - 1;
}

function pushed([first, second]: Recent, offset: number): Recent {
  return [offset, first, second];
}

function moved(recent: Recent, index: number): Recent {
  const [first, second, third] = recent;
  if (index === 0) return recent;
  return [repeated(recent, index), first, index === 1 ? third : second];
}
