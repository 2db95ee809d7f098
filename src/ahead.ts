// What can begin while the code of a build is still being loaded.
import { availableParallelism } from 'node:os';
import { WorkerEngine } from './codec/workers/worker-engine.ts';

/** Formats that are compressed with zstd, for which Node 22 and later have threads of their own. */
const WITH_ZSTD: readonly string[] = ['archlinux'];

/**
 * Starts a thread that compresses: loading the code and planning take one processor as long as a
 * thread takes another one to start. A build that has no use for it does not wait for it either.
 * @param formats what is to be built, as far as that is known
 */
export function beginAhead(formats: readonly string[] = []): void {
  const hasOwn = 'zstd' in process.versions;
  if (hasOwn && formats.length > 0 && formats.every((name) => WITH_ZSTD.includes(name))) return;
  if (availableParallelism() > 1) WorkerEngine.begin();
}
