import { parseArgs } from 'node:util';

export const HELP = `Usage: npm run bench -- [options]

Builds the same packages with jaco-pkg and with every other tool on PATH, by turns, and compares.

  --only <ids>   workloads whose id starts with one of these, comma-separated
  --runs <n>     how often to run each tool; by default up to 5 times, fewer where that takes long
  --quick        once each, without the workloads that take minutes
  --json         print the results as JSON
  --docs         add the results to bench/history.json, and bring the table and the plot of
                 docs/performance.md up to date
  --list         print the ids of all workloads
`;

export interface Options {
  readonly only: readonly string[];
  readonly runs: number | undefined;
  readonly quick: boolean;
  readonly json: boolean;
  readonly docs: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

/** @throws TypeError or RangeError that says what is wrong with the command line */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { only, runs, ...flags } = values;
  if (runs !== undefined && !/^[1-9][0-9]{0,3}$/.test(runs)) {
    throw new RangeError(`--runs must be a number from 1 to 9999, not ${JSON.stringify(runs)}`);
  }
  return {
    ...flags,
    only: only?.split(',').filter((id) => id !== '') ?? [],
    runs: runs === undefined ? undefined : Number(runs),
  };
}
