import { type ErrorProblem, JacoPkgError, throwIfAny } from '../errors.ts';

/** Problems of one kind that are worth reading one by one. */
const WORTH_READING = 10;

export interface Gathered<R> {
  /** Of those that succeeded, in order. */
  readonly results: readonly R[];
  /** Of those that failed, in order. */
  readonly problems: readonly ErrorProblem[];
}

/** Runs a task on every item, and goes on where one fails. */
export function gather<T, R>(items: Iterable<T>, task: (item: T) => R): Gathered<R> {
  const results: R[] = [];
  const problems: ErrorProblem[] = [];
  for (const item of items) {
    try {
      results.push(task(item));
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { results, problems };
}

/** As {@link gather}, for when one failure is a failure of them all: throws what it collected. */
export function mapAll<T, R>(items: Iterable<T>, task: (item: T) => R): readonly R[] {
  const { results, problems } = gather(items, task);
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
