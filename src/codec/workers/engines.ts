import type { Hasher } from '../../model/hasher.ts';
import type { DigestName } from '../../model/segment.ts';
import { Engine } from './engine.ts';
import type { Packed, Task } from './task.ts';
import { ThreadHasher } from './thread-hasher.ts';
import { WorkerEngine } from './worker-engine.ts';

/** For chunks below this size no thread is started, nor waited for. */
const SMALL = 32 * 1024;

/** Tasks that a thread is given at a time, so that it need not wait for the next one. */
const TASKS = 2;

/** Whether threads can be had; found out once. Without, all is done in this thread. */
let threaded = true;

/** Some engines in threads, started when there is work for them. */
export class Engines {
  readonly #limit: number;
  readonly #local = new Engine();
  readonly #all = new Set<WorkerEngine>();
  /** How many tasks each thread has. Threads that compress a stream are not among them. */
  readonly #tasks = new Map<WorkerEngine, number>();
  readonly #waiting: ((engine: WorkerEngine | undefined) => void)[] = [];
  /** How many threads are in {@link #tasks}, or are being started for it. */
  #count = 0;
  #closed = false;

  /** @param limit threads at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Compresses one chunk. It takes ownership of `task.chunk`, whose buffer may be transferred to a
   * thread, until the promise settles; what that gives has the chunk in it again.
   */
  async run(task: Task): Promise<Packed> {
    const engine = task.chunk.length < SMALL ? this.#take(0) : await this.#acquire();
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

  /** Compresses a stream in a thread of its own. */
  async *stream(tasks: AsyncIterable<Task>): AsyncGenerator<Uint8Array> {
    const engine = await this.#launch();
    this.#assertOpen();
    const local = new Engine();
    try {
      for await (const task of tasks) {
        const { bytes } = await (engine ? engine.perform(task) : performHere(local, task));
        yield bytes;
      }
    } finally {
      if (engine) await this.#drop(engine);
    }
  }

  /** Digests in a thread that has nothing else to do; undefined where there is none. */
  hasher(algorithm: DigestName): Hasher | undefined {
    const engine = this.#closed ? undefined : this.#take(0);
    return engine && new ThreadHasher(engine, algorithm, () => this.#release(engine));
  }

  /** Ends every thread, whatever it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    await Promise.all([...this.#all].map((engine) => engine.close()));
  }

  async #acquire(): Promise<WorkerEngine | undefined> {
    this.#assertOpen();
    const engine = await this.#find();
    this.#assertOpen();
    return engine;
  }

  #find(): WorkerEngine | undefined | Promise<WorkerEngine | undefined> {
    if (!threaded) return undefined;
    const idle = this.#take(0);
    if (idle) return idle;
    if (this.#count < this.#limit) return this.#start();
    return this.#takeAny() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** One that has a task now, and none before. */
  async #start(): Promise<WorkerEngine | undefined> {
    this.#count += 1;
    const engine = await this.#launch();
    if (engine) this.#tasks.set(engine, 1);
    this.#handOut();
    return engine;
  }

  async #launch(): Promise<WorkerEngine | undefined> {
    const engine = threaded ? await WorkerEngine.start() : undefined;
    if (!engine) threaded = false;
    else if (this.#closed) await engine.close();
    else this.#all.add(engine);
    return engine;
  }

  /** A thread with so many tasks, which gets one more. */
  #take(tasks: number): WorkerEngine | undefined {
    for (const [engine, had] of this.#tasks) {
      if (had !== tasks) continue;
      this.#tasks.set(engine, had + 1);
      return engine;
    }
    return undefined;
  }

  /** The thread that has least to do. */
  #takeAny(): WorkerEngine | undefined {
    for (let tasks = 0; tasks < TASKS; tasks += 1) {
      const engine = this.#take(tasks);
      if (engine) return engine;
    }
    return undefined;
  }

  #release(engine: WorkerEngine): void {
    const tasks = this.#tasks.get(engine);
    if (tasks !== undefined) this.#tasks.set(engine, tasks - 1);
    this.#handOut();
  }

  /** Gives those who wait what there is; where there are no threads, nothing. */
  #handOut(): void {
    for (const resolve of this.#waiting.splice(0)) {
      const engine = this.#takeAny();
      if (engine || !threaded) resolve(engine);
      else this.#waiting.push(resolve);
    }
  }

  /** Ends a thread; another takes its place if someone waits for one. */
  async #drop(engine: WorkerEngine): Promise<void> {
    if (!this.#all.delete(engine)) return;
    await engine.close();
    if (!this.#tasks.delete(engine)) return;
    this.#count -= 1;
    const next = this.#waiting.shift();
    if (next) next(await this.#start());
  }

  #assertOpen(): void {
    if (this.#closed) throw new RangeError('the engines have been stopped');
  }
}

async function performHere(engine: Engine, task: Task): Promise<Packed> {
  return { bytes: await engine.perform(task), chunk: task.chunk };
}
