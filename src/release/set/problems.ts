import { type ErrorProblem, JacoPkgError, throwIfAny } from '../../errors.ts';

/** What stands in the way, gathered over several steps so that all of it is told at once. */
export class Problems {
  readonly #found: ErrorProblem[] = [];

  add(problems: readonly ErrorProblem[]): void {
    this.#found.push(...problems);
  }

  /** What a step gives that the others can do without; undefined when it fails. */
  async take<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      this.add(error.problems);
      return undefined;
    }
  }

  /**
   * What a step gives that all later ones need.
   * @throws JacoPkgError with its problems and those found before
   */
  async need<T extends object>(step: () => T | Promise<T>): Promise<T> {
    return (await this.take(step)) ?? this.fail();
  }

  /** @throws JacoPkgError with all that was found, if there is any */
  throwIfAny(): void {
    throwIfAny(this.#found);
  }

  /** Ends where a step has failed. @throws JacoPkgError with all that was found */
  fail(): never {
    this.throwIfAny();
    throw new TypeError('nothing has failed');
  }
}
