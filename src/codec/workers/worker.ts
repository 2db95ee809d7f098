// Entry point of a worker thread: performs tasks in the order they come.
import { parentPort } from 'node:worker_threads';
import { Engine } from './engine.ts';
import type { Reply, Task } from './task.ts';

const engine = new Engine();

function reply(message: Reply): void {
  const buffers = 'bytes' in message ? [message.bytes.buffer, message.chunk.buffer] : [];
  const own = buffers.filter((buffer) => buffer instanceof ArrayBuffer);
  parentPort?.postMessage(message, own);
}

/** Settles when the tasks before are done: replies have no name, they come in the order of tasks. */
let before = Promise.resolve();

async function perform(task: Task): Promise<void> {
  try {
    reply({ bytes: await engine.perform(task), chunk: task.chunk });
  } catch (error) {
    reply({ error: error instanceof Error ? error.message : String(error) });
  }
}

parentPort?.on('message', (task: Task) => {
  before = before.then(() => perform(task));
});

reply({ ready: true });
