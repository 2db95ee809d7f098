import { Session } from 'node:inspector';

type Functions = readonly {
  readonly ranges: readonly { startOffset: number; endOffset: number; count: number }[];
}[];

/** Which parts of the readers were ever run, as V8 tells. */
export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#post('Profiler.enable');
    await this.#post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  }

  /** Parts that were run since it was last asked, for the first time ever. */
  async news(): Promise<Set<string>> {
    const news = new Set((await this.parts()).filter((part) => !this.#seen.has(part)));
    for (const part of news) this.#seen.add(part);
    return news;
  }

  /** Parts that were run since it was last asked. */
  async parts(): Promise<string[]> {
    const { result } = (await this.#post('Profiler.takePreciseCoverage')) as {
      result: readonly { url: string; scriptId: string; functions: Functions }[];
    };
    const scripts = result.filter(({ url }) => url.includes('/src/'));
    return scripts.flatMap(({ scriptId, functions }) =>
      functions.flatMap(({ ranges }) =>
        ranges
          .filter(({ count }) => count > 0)
          .map(({ startOffset, endOffset }) => `${scriptId} ${startOffset} ${endOffset}`),
      ),
    );
  }

  #post(method: string, params: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#session.post(method, params, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}
