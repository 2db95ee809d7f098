import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { afterAll, expect, test, vi } from 'vitest';
import { Engines } from '../../src/codec/index.ts';
import { Engine } from '../../src/codec/workers/engine.ts';
import type { Task } from '../../src/codec/workers/task.ts';

vi.mock('node:worker_threads', () => ({
  /** A thread in this one, since those of Node do not all run sources: it takes what is transferred. */
  Worker: class extends EventEmitter {
    readonly #engine = new Engine();
    #before: Promise<unknown> = Promise.resolve();

    constructor() {
      super();
      setImmediate(() => this.emit('message', { ready: true }));
    }
    postMessage(message: Task, transfer: ArrayBuffer[]) {
      const task = structuredClone(message, { transfer });
      this.#before = this.#before.then(async () => {
        const bytes = await this.#engine.perform(task);
        this.emit('message', { bytes, chunk: task.chunk });
      });
    }
    ref() {}
    unref() {}
    async terminate() {}
  },
}));

const engines = new Engines(1);
afterAll(() => engines.close());

/** Makes a thread start, by something to compress. */
function startThread() {
  const chunk = new Uint8Array(64 * 1024);
  return engines.run({ kind: 'deflate', level: 1, chunk, before: new Uint8Array() });
}

test('no thread is started to digest', () => {
  expect(engines.hasher('sha256')).toBeUndefined();
});

test.each([0, 1, 1024 * 1024, 5 * 1024 * 1024 + 7])(
  'the digest of %d bytes, in pieces of any length, is that of node:crypto',
  async (size) => {
    await startThread();
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31) >> 3);
    for (const algorithm of ['md5', 'sha1', 'sha256'] as const) {
      for (const length of [997, 1024 * 1024, 3 * 1024 * 1024]) {
        const hasher = engines.hasher(algorithm);
        if (!hasher) throw new Error('the thread should be free');
        for (let at = 0; at < size; at += length) {
          await hasher.update(bytes.subarray(at, at + length));
        }
        const digest = await hasher.digest();
        expect(Buffer.from(digest)).toEqual(createHash(algorithm).update(bytes).digest());
      }
    }
  },
);

test('what is digested and compressed in one thread at a time keeps apart', async () => {
  await startThread();
  const hasher = engines.hasher('sha256');
  expect(engines.hasher('sha256')).toBeUndefined();
  const bytes = new Uint8Array(4 * 1024 * 1024).fill(7);
  const compressed = engines.run({
    kind: 'deflate',
    level: 6,
    chunk: new Uint8Array(1024 * 1024),
    before: new Uint8Array(),
  });
  await hasher?.update(bytes);
  const digest = await hasher?.digest();
  expect(Buffer.from(digest ?? [])).toEqual(createHash('sha256').update(bytes).digest());
  expect((await compressed).bytes.length).toBeGreaterThan(0);
  expect(engines.hasher('sha256')).toBeDefined();
});
