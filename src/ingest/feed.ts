import type { FragmentWriter } from '../codec/index.ts';

/**
 * Hands bytes to writers of fragments in the order in which they were read. What stays in memory can
 * wait here, and does not take a chunk's memory before the chunks ahead of it are being compressed.
 */
export class Feed {
  #last: Promise<unknown> = Promise.resolve();
  /** Tasks that have not ended. */
  #open = 0;

  /** Settles when the writers may be given more. */
  hand(bytes: Uint8Array, writers: readonly FragmentWriter[]): Promise<void> {
    return this.run(async () => {
      await Promise.all(writers.map((writer) => writer.write(bytes)));
    });
  }

  /**
   * Runs a task once those before it have ended, at once if they have. What goes wrong is told to
   * whoever waits for it, if anyone does.
   */
  run<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#open === 0 ? task() : this.#last.then(task);
    this.#open += 1;
    const end = () => {
      this.#open -= 1;
    };
    this.#last = run.then(end, end);
    return run;
  }
}
