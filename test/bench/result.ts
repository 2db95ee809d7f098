import type { Result } from '../../bench/rounds.ts';

/** A result with round numbers, changed as told. */
export function result(changes: Partial<Result> = {}): Result {
  return {
    workload: 'j-deb',
    tool: 'jaco-pkg',
    wall: 2,
    cpu: 3,
    rss: 100e6,
    size: 10e6,
    runs: 5,
    ...changes,
  };
}

export const titles = new Map([
  ['j-deb', 'J, deb'],
  ['j-rpm', 'J, rpm'],
]);
