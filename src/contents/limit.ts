import { type ErrorProblem, JacoPkgError, throwIfAny } from '../errors.ts';

/** Calls under way at a time; more only queue up for the few threads that Node has for files. */
const CONCURRENCY = 32;

/** Problems of one kind that are worth reading one by one. */
const WORTH_READING = 10;

export interface Gathered<R> {
  /** Of those that succeeded, in order. */
  readonly results: readonly R[];
  /** Of those that failed, in order. */
  readonly problems: readonly ErrorProblem[];
}

/** Runs a task on every item, some at a time. Order never depends on which is done first. */
export async function gather<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<Gathered<R>> {
  const outcomes = new Array<{ result: R } | { problems: readonly ErrorProblem[] }>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      try {
        outcomes[index] = { result: await task(item) };
      } catch (error) {
        if (!(error instanceof JacoPkgError)) throw error;
        outcomes[index] = { problems: error.problems };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  const results: R[] = [];
  const problems: ErrorProblem[] = [];
  for (const outcome of outcomes) {
    if ('result' in outcome) results.push(outcome.result);
    else problems.push(...outcome.problems);
  }
  return { results, problems };
}

/** As {@link gather}, for when one failure is a failure of them all: throws what it collected. */
export async function mapAll<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const { results, problems } = await gather(items, task);
  throwIfAny(firstOf(problems));
  return results;
}

/** The first few of many problems; the last of them says how many more there are. */
export function firstOf(problems: readonly ErrorProblem[]): readonly ErrorProblem[] {
  const more = problems.length - WORTH_READING;
  if (more <= 0) return problems;
  return problems
    .slice(0, WORTH_READING)
    .map((problem, index) =>
      index === WORTH_READING - 1
        ? { ...problem, message: `${problem.message}; and ${more} more like it` }
        : problem,
    );
}
