import { Engine } from './engine.ts';
import type { Packed, Task } from './task.ts';
import { WorkerEngine } from './worker-engine.ts';

/** Chunks below this size are compressed at once: a thread would take longer to wake up. */
const SMALL = 32 * 1024;

/** Whether threads can be had; found out once. Without, all is done in this thread. */
let threaded = true;

/** Some engines in threads, started when there is work for them. */
export class Engines {
  readonly #limit: number;
  readonly #local = new Engine();
  readonly #idle: WorkerEngine[] = [];
  readonly #all = new Set<WorkerEngine>();
  readonly #waiting: ((engine: WorkerEngine | undefined) => void)[] = [];
  #count = 0;
  #closed = false;

  /** @param limit threads at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Compresses a chunk of its own, and takes it away from the caller until it is done. */
  async run(task: Task): Promise<Packed> {
    if (task.chunk.length < SMALL) return performHere(this.#local, task);
    const engine = await this.#acquire();
    if (!engine) return performHere(this.#local, task);
    try {
      const packed = await engine.perform(task);
      this.#release(engine);
      return packed;
    } catch (error) {
      await this.#drop(engine);
      throw error;
    }
  }

  /** Compresses a stream in one engine. */
  async *stream(tasks: AsyncIterable<Task>): AsyncGenerator<Uint8Array> {
    const engine = await this.#acquire();
    const local = new Engine();
    let whole = false;
    try {
      for await (const task of tasks) {
        const { bytes } = await (engine ? engine.perform(task) : performHere(local, task));
        yield bytes;
      }
      whole = true;
    } finally {
      // In the middle of a stream an engine is of no use to another.
      if (engine && whole) this.#release(engine);
      else if (engine) await this.#drop(engine);
    }
  }

  /** Ends every thread, whatever it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    await Promise.all([...this.#all].map((engine) => engine.close()));
  }

  async #acquire(): Promise<WorkerEngine | undefined> {
    let engine = this.#idle.pop();
    if (!engine && threaded && !this.#closed) {
      engine = this.#count < this.#limit ? await this.#start() : await this.#wait();
    }
    if (this.#closed) throw new RangeError('the engines have been stopped');
    return engine;
  }

  async #start(): Promise<WorkerEngine | undefined> {
    this.#count += 1;
    const engine = await WorkerEngine.start();
    if (engine) {
      this.#all.add(engine);
      if (this.#closed) await engine.close();
    } else {
      threaded = false;
      for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    }
    return engine;
  }

  #wait(): Promise<WorkerEngine | undefined> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(engine: WorkerEngine): void {
    const next = this.#waiting.shift();
    if (next) next(engine);
    else this.#idle.push(engine);
  }

  /** Ends a thread; another takes its place if someone waits for one. */
  async #drop(engine: WorkerEngine): Promise<void> {
    this.#all.delete(engine);
    this.#count -= 1;
    await engine.close();
    const next = this.#waiting.shift();
    if (next) next(await this.#start());
  }
}

async function performHere(engine: Engine, task: Task): Promise<Packed> {
  return { bytes: await engine.perform(task), chunk: task.chunk };
}
