// Reads inputs one after the other, in a thread of its own that can be ended when one hangs.
import { parentPort, workerData } from 'node:worker_threads';
import { type Progress, setProgress } from './progress.ts';
import { type Finding, Run } from './run.ts';
import { TARGETS } from './targets.ts';

export interface Work {
  readonly target: string;
  readonly seed: string;
  /** Inputs to read: from `start` up to and without `end`. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** A folder of more inputs to start from; '' for none. */
  readonly corpus: string;
  readonly progress: Progress;
}

/** What a thread tells: a finding, or that it is done, and how far it came. */
export type Message = { readonly finding: Finding } | { readonly done: number };

/** More than a reader may take for one input. */
export const MAX_GROWTH = 256 * 1024 * 1024;
const tell = (message: Message) => parentPort?.postMessage(message);

async function work({ target: name, seed, start, end, until, corpus, progress }: Work) {
  const target = TARGETS.find((one) => one.name === name);
  if (!target) throw new RangeError(`there is no target ${name}`);
  const run = new Run(target, seed, corpus);
  let index = start;
  let peak = peakMemory();
  // Whatever is thrown where nobody waits for it belongs to the input that is read.
  const fail = (error: unknown) => {
    run.report(index, `thrown where nobody catches it: ${String(error)}`).then((finding) => {
      tell({ finding });
    });
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  for (; index < end && Date.now() < until; index += 1) {
    setProgress(progress, index);
    const finding = await run.try(index);
    if (finding) tell({ finding });
    const now = peakMemory();
    if (now - peak > MAX_GROWTH) {
      const fault = `takes ${Math.round((now - peak) / 2 ** 20)} MiB more memory`;
      tell({ finding: await run.report(index, fault) });
    }
    peak = now;
  }
  tell({ done: index });
}

/** Bytes that the process ever had in memory. */
function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}

await work(workerData as Work);
