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

parentPort?.on('message', (task: Task) => {
  engine.perform(task).then(
    (bytes) => reply({ bytes, chunk: task.chunk }),
    (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
  );
});

reply({ ready: true });
