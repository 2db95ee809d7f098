/** Lets at most `limit` tasks run at a time; the others wait in order. */
export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  /** Of every task that has not ended. */
  readonly #rejects = new Set<(reason: unknown) => void>();
  #stopped: { readonly reason: unknown } | undefined;

  constructor(limit: number) {
    this.#free = limit;
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#stopped) {
        reject(this.#stopped.reason);
        return;
      }
      this.#rejects.add(reject);
      const start = () => {
        task()
          .then(resolve, reject)
          .finally(() => {
            this.#rejects.delete(reject);
            this.#next();
          });
      };
      if (this.#free > 0) {
        this.#free -= 1;
        start();
      } else {
        this.#waiting.push(start);
      }
    });
  }

  /** Fails what runs, waits or comes later, at once. A task that runs is not interrupted. */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    this.#waiting.length = 0;
    for (const reject of this.#rejects) reject(reason);
    this.#rejects.clear();
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
