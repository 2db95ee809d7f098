import type { Worker } from 'node:worker_threads';
import { JacoPkgError } from '../../errors.ts';
import type { Packed, Reply, Task } from './task.ts';
import { startThread } from './thread.ts';

/** An engine in a thread of its own. It does not keep the process alive while it is idle. */
export class WorkerEngine {
  /** Those that were started before there was work for them. */
  static readonly #begun: Promise<WorkerEngine | undefined>[] = [];

  readonly #worker: Worker;
  /** Whoever waits for a reply, in the order of the tasks. */
  readonly #waiting: ((reply: Reply) => void)[] = [];
  #ended = false;
  #closing = false;

  /**
   * Has one ready for whoever asks first.
   * @param worker its thread, if that was started already, in this turn of the event loop
   */
  static begin(worker?: Worker): void {
    WorkerEngine.#begun.push(WorkerEngine.#launch(worker));
  }

  /** Undefined where workers cannot be had. */
  static start(): Promise<WorkerEngine | undefined> {
    return WorkerEngine.#begun.shift() ?? WorkerEngine.#launch();
  }

  static async #launch(begun?: Worker): Promise<WorkerEngine | undefined> {
    let worker: Worker;
    try {
      worker = begun ?? startThread();
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

  /**
   * Performs a task after those that it was given before. The buffers of the task are transferred to
   * the thread; that of the chunk comes back with the outcome.
   * @throws JacoPkgError `codec_unavailable` when the task fails, or the thread ends
   */
  async perform(task: Task): Promise<Packed> {
    const replied = this.#reply();
    if (this.#ended) this.#fail('the worker thread has ended');
    else this.#worker.postMessage(task, buffersOf(task));
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
    this.#closing = true;
    await this.#worker.terminate();
  }

  /** The next reply; until it comes the process stays alive. */
  #reply(): Promise<Reply> {
    this.#worker.ref();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #answer(reply: Reply): void {
    const settle = this.#waiting.shift();
    // Whoever closes it waits for its end, and a reply may still come before that.
    if (this.#waiting.length === 0 && !this.#closing) this.#worker.unref();
    settle?.(reply);
  }

  #fail(error: string): void {
    this.#ended = true;
    do this.#answer({ error });
    while (this.#waiting.length > 0);
  }
}

function buffersOf(task: Task): ArrayBuffer[] {
  const { chunk } = task;
  return 'before' in task ? [chunk.buffer, task.before.buffer] : [chunk.buffer];
}

function describe(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error);
}
