import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { WorkerEngine } from '../../src/codec/workers/worker-engine.ts';

const threads = vi.hoisted(() => ({ started: 0, holding: false, holdingWhileEnding: false }));

vi.mock('node:worker_threads', () => ({
  /** A thread that starts, and ends at its first task. */
  Worker: class extends EventEmitter {
    constructor() {
      super();
      threads.started += 1;
      setImmediate(() => this.emit('message', { ready: true }));
    }
    postMessage() {
      setImmediate(() => this.emit('exit', 134));
    }
    ref() {
      threads.holding = true;
    }
    unref() {
      threads.holding = false;
    }
    async terminate() {
      this.ref();
      this.emit('message', { bytes: new Uint8Array() });
      threads.holdingWhileEnding = threads.holding;
      this.emit('exit', 1);
    }
  },
}));

test('a thread that ends in the middle of a task is an error that says so', async () => {
  const engine = await WorkerEngine.start();
  const task = { kind: 'lzma2', level: 6, chunk: new Uint8Array(10) } as const;
  const failure = {
    code: 'codec_unavailable',
    message: expect.stringContaining('ended with code 134'),
  };
  await expect(engine?.perform(task)).rejects.toMatchObject(failure);
  // Nor does a later task wait for it.
  await expect(engine?.perform(task)).rejects.toMatchObject({ code: 'codec_unavailable' });
});

test('a thread that ends fails every task that it was given', async () => {
  const engine = await WorkerEngine.start();
  const tasks = [1, 2, 3].map((level) =>
    engine?.perform({ kind: 'lzma2', level, chunk: new Uint8Array(10) }),
  );
  const outcomes = await Promise.allSettled(tasks);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

test('a thread that is being ended holds the process until then, though it gives an answer', async () => {
  const engine = await WorkerEngine.start();
  expect(threads.holding).toBe(false);
  const task = engine?.perform({ kind: 'lzma2', level: 6, chunk: new Uint8Array(10) });
  await Promise.all([task, engine?.close()]);
  expect(threads.holdingWhileEnding).toBe(true);
});

test('threads that were begun ahead are the next ones to be had, and are had once', async () => {
  const { Worker } = await import('node:worker_threads');
  threads.started = 0;
  WorkerEngine.begin(new Worker('started by someone else'));
  WorkerEngine.begin();
  expect(threads.started).toBe(2);
  const engines = [await WorkerEngine.start(), await WorkerEngine.start()];
  expect(threads.started).toBe(2);
  engines.push(await WorkerEngine.start());
  expect(threads.started).toBe(3);
  expect(new Set(engines).size).toBe(3);
});
