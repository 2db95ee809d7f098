import { Worker } from 'node:worker_threads';
import { inputIn, newProgress, progressOf } from './progress.ts';
import type { Finding } from './run.ts';
import type { Message, Work } from './worker.ts';

/** Seconds of work that one input may cost, and seconds that may pass meanwhile. */
const MAX_CPU = 2;
const MAX_WAIT = 30;
const LOOK_EVERY = 100;

/** Reads inputs in a thread; comes back with the number of the next one, and what was found. */
export async function readInputs(
  work: Omit<Work, 'progress'>,
  found: (finding: Finding) => void,
): Promise<number> {
  let next = work.start;
  while (next < work.end && Date.now() < work.until) {
    next = await readUntilStopped({ ...work, start: next }, found);
  }
  return next;
}

/** Until all are read, or one hangs or ends the thread. */
async function readUntilStopped(
  work: Omit<Work, 'progress'>,
  found: (finding: Finding) => void,
): Promise<number> {
  const progress = newProgress();
  const file = new URL(import.meta.url.replace(/watch(\.[jt]s)$/, 'worker$1'));
  const worker = new Worker(file, {
    workerData: { ...work, progress } satisfies Work,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const stopped = new Promise<string | number>((resolve) => {
    worker.on('message', (message: Message) => {
      if ('done' in message) resolve(message.done);
      else found({ ...message.finding, input: Buffer.from(message.finding.input) });
    });
    worker.on('error', (error) => resolve(`ends the thread: ${String(error)}`));
    worker.on('exit', () => resolve('never comes to an end'));
    watchTime(() => progressOf(progress), resolve);
  });
  const outcome = await stopped;
  await worker.terminate();
  if (typeof outcome === 'number') return outcome;
  const index = progressOf(progress);
  if (index < 0) throw new TypeError(`no input was read: ${outcome}`);
  found({ target: work.target, index, fault: outcome, input: inputIn(progress) });
  return index + 1;
}

/** Tells when one input takes too long. */
function watchTime(current: () => number, tell: (what: string) => void): void {
  let index = current();
  let since = { time: Date.now(), cpu: process.cpuUsage() };
  const timer = setInterval(() => {
    const now = current();
    if (now !== index || now < 0) {
      index = now;
      since = { time: Date.now(), cpu: process.cpuUsage() };
      return;
    }
    const { user, system } = process.cpuUsage(since.cpu);
    const waited = (Date.now() - since.time) / 1000;
    if ((user + system) / 1e6 < MAX_CPU && waited < MAX_WAIT) return;
    clearInterval(timer);
    tell(`hangs: no end after ${waited.toFixed(1)} seconds`);
  }, LOOK_EVERY);
  timer.unref();
}
