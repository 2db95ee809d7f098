// Entry point of a worker thread: performs tasks in the order they come.
import { parentPort } from 'node:worker_threads';
import { Engine } from './engine.ts';
import type { Reply, Task } from './task.ts';

const engine = new Engine();

function reply(message: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

parentPort?.on('message', (task: Task) => {
  engine.perform(task).then(
    (bytes) => reply({ bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []),
    (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
  );
});

reply({ ready: true });
