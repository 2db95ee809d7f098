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

/** Sums comparisons up. */
export function checkOf(name: string, comparisons: readonly Comparison[]): Check {
  const faults = comparisons
    .filter(({ expected, actual }) => expected !== actual)
    .map(({ what, expected, actual }) =>
      actual === undefined ? `${what} is not there` : `${what}: ${actual}, not ${expected}`,
    );
  const more = faults.length - SHOWN;
  return {
    name,
    ok: faults.length === 0,
    compared: comparisons.length,
    faults: more > 0 ? [...faults.slice(0, SHOWN), `and ${more} more`] : faults,
  };
}
