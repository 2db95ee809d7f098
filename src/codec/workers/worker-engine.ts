import { Worker } from 'node:worker_threads';
import { JacoPkgError } from '../../errors.ts';
import type { Packed, Reply, Task } from './task.ts';

/** A worker of its own kind runs from the sources; bundlers look for the second form. */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('./worker.ts', import.meta.url)
  : new URL('./worker.cjs', import.meta.url);

/** An engine in a thread of its own. It does not keep the process alive while it is idle. */
export class WorkerEngine {
  /** One that was started before there was work for it. */
  static #begun: Promise<WorkerEngine | undefined> | undefined;

  readonly #worker: Worker;
  /** Whoever waits for a reply, in the order of the tasks. */
  readonly #waiting: ((reply: Reply) => void)[] = [];
  #ended = false;

  /** Starts one ahead of time, for whoever asks for one first. */
  static begin(): void {
    WorkerEngine.#begun ??= WorkerEngine.#launch();
  }

  /** Undefined where workers cannot be had: the script was left out of a bundle, say. */
  static start(): Promise<WorkerEngine | undefined> {
    const engine = WorkerEngine.#begun ?? WorkerEngine.#launch();
    WorkerEngine.#begun = undefined;
    return engine;
  }

  static async #launch(): Promise<WorkerEngine | undefined> {
    let worker: Worker;
    try {
      worker = new Worker(SCRIPT);
    } catch {
      return undefined;
    }
    const engine = new WorkerEngine(worker);
    const reply = await engine.#reply();
    return 'ready' in reply ? engine : undefined;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => this.#answer(reply));
    worker.on('error', (error: unknown) => this.#fail(describe(error)));
    worker.on('exit', (code) => this.#fail(`the worker thread ended with code ${code}`));
  }

  /** Performs a task, after those it was given before. The chunk is taken away from the caller. */
  async perform(task: Task): Promise<Packed> {
    const replied = this.#reply();
    if (this.#ended) this.#fail('the worker thread has ended');
    else this.#worker.postMessage(task, [task.chunk.buffer]);
    const reply = await replied;
    if ('bytes' in reply) return reply;
    const what = task.kind === 'digest' ? `${task.algorithm} digest` : `${task.kind} compression`;
    throw new JacoPkgError({
      code: 'codec_unavailable',
      message: `${what} failed: ${'error' in reply ? reply.error : 'no answer'}`,
      hint: 'if memory ran out, choose a lower level',
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The next reply; until it comes the process stays alive. */
  #reply(): Promise<Reply> {
    this.#worker.ref();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #answer(reply: Reply): void {
    const settle = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    settle?.(reply);
  }

  #fail(error: string): void {
    this.#ended = true;
    do this.#answer({ error });
    while (this.#waiting.length > 0);
  }
}

function describe(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error);
}
