import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { WorkerEngine } from '../../src/codec/workers/worker-engine.ts';

vi.mock('node:worker_threads', () => ({
  /** A thread that starts, and ends at its first task. */
  Worker: class extends EventEmitter {
    constructor() {
      super();
      setImmediate(() => this.emit('message', { ready: true }));
    }
    postMessage() {
      setImmediate(() => this.emit('exit', 134));
    }
    ref() {}
    unref() {}
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
