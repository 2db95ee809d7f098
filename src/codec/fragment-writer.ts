import { concat } from '../container/bytes.ts';
import type { Stored } from '../model/segment.ts';
import type { Fragment, RawFragment, Splicer } from './splicer.ts';

const EMPTY = new Uint8Array();

/** What compressing needs of its surroundings. */
export interface FragmentContext {
  /** Keeps some bytes, in memory or elsewhere. */
  keep(bytes: Uint8Array): Promise<Stored>;
  /** Waits for a turn, so that only so many chunks are being compressed at a time. */
  inTurn<T>(task: () => Promise<T>): Promise<T>;
}

/** Cuts bytes into chunks of the splicer's size and compresses each as soon as it is full. */
export class FragmentWriter {
  readonly #splicer: Splicer;
  readonly #context: FragmentContext;
  readonly #fragments: Promise<Fragment>[] = [];
  #run: Uint8Array[] = [];
  #runSize = 0;
  /** End of the chunk before, for the splicer's window; empty after a spliced file. */
  #before: Uint8Array = EMPTY;

  constructor(splicer: Splicer, context: FragmentContext) {
    this.#splicer = splicer;
    this.#context = context;
  }

  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#splicer.chunkSize - this.#runSize);
      this.#run.push(part);
      this.#runSize += part.length;
      rest = rest.subarray(part.length);
      if (this.#runSize === this.#splicer.chunkSize) await this.#flush();
    }
  }

  async splice(fragments: readonly Fragment[]): Promise<void> {
    await this.#flush();
    for (const fragment of fragments) this.#fragments.push(Promise.resolve(fragment));
    this.#before = EMPTY;
  }

  async finish(): Promise<Fragment[]> {
    await this.#flush();
    return Promise.all(this.#fragments);
  }

  async #flush(): Promise<void> {
    if (this.#runSize === 0) return;
    const [only, ...more] = this.#run;
    const run = only && more.length === 0 ? only : concat(this.#run);
    const before = this.#before;
    this.#run = [];
    this.#runSize = 0;
    this.#before = run.subarray(-this.#splicer.windowSize);
    const { compressed, started } = this.#start(run, before);
    // A failure is reported by finish(); it must not go unhandled until then.
    compressed.catch(() => {});
    this.#fragments.push(compressed);
    await started;
  }

  /** `started` settles once the chunk's turn has come, which holds back the writer. */
  #start(run: Uint8Array, before: Uint8Array) {
    let begin: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const compressed = this.#context
      .inTurn(async () => {
        begin();
        return this.#keep(await this.#splicer.compress(run, before));
      })
      .finally(begin);
    return { compressed, started };
  }

  async #keep({ bytes, ...rest }: RawFragment): Promise<Fragment> {
    return { ...rest, data: await this.#context.keep(bytes) };
  }
}
