import type { Check } from './model.ts';

export interface Comparison {
  /** What is compared: a path. */
  readonly what: string;
  readonly expected: string | number;
  /** undefined when it is not there. */
  readonly actual: string | number | undefined;
}

/** Faults that are told of; more are only counted. */
const SHOWN = 20;

/** Sums comparisons up as they are made: there may be more of them than fit into memory. */
export function checkOf(name: string, comparisons: Iterable<Comparison>): Check {
  const faults: string[] = [];
  let compared = 0;
  let wrong = 0;
  for (const { what, expected, actual } of comparisons) {
    compared += 1;
    if (expected === actual) continue;
    wrong += 1;
    if (wrong > SHOWN) continue;
    const why = actual === undefined ? ' is not there' : `: ${actual}, not ${expected}`;
    faults.push(`${what}${why}`);
  }
  const more = wrong - faults.length;
  return {
    name,
    ok: wrong === 0,
    compared,
    faults: more > 0 ? [...faults, `and ${more} more`] : faults,
  };
}
