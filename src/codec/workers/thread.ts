import { Worker } from 'node:worker_threads';

/** A worker of its own kind runs from the sources; bundlers look for the second form. */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('./worker.ts', import.meta.url)
  : new URL('./worker.cjs', import.meta.url);

/** Starts a thread that compresses. Throws where there can be none: its script was left out of a bundle, say. */
export function startThread(): Worker {
  return new Worker(SCRIPT);
}
