// What can begin while the code of a build is still being loaded.
import { availableParallelism } from 'node:os';
import { WorkerEngine } from './codec/workers/worker-engine.ts';

/**
 * Starts a thread that compresses: loading the code and planning take one processor as long as a
 * thread takes another one to start. A build that has no use for it does not wait for it either.
 */
export function beginAhead(): void {
  if (availableParallelism() > 1) WorkerEngine.begin();
}
