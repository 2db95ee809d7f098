// Reads inputs one after the other, in a thread of its own that can be ended when one hangs.
import { parentPort, workerData } from 'node:worker_threads';
import { Coverage } from './coverage.ts';
import { type Progress, setProgress } from './progress.ts';
import { type Finding, faultIn, Run } from './run.ts';
import { targetNamed } from './targets.ts';

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
  /** Whether to go on from inputs that reached a new part of a reader; they are kept in `corpus`. */
  readonly isGuided: boolean;
  readonly progress: Progress;
}

/** What a thread tells: a finding, or that it is done, and how far it came. */
export type Message = { readonly finding: Finding } | { readonly done: number };

/** More than a reader may take for one input. */
const MAX_GROWTH = 256 * 1024 * 1024;
/** Inputs after which it is asked what they reached. */
const BATCH = 200;

const tell = (message: Message) => parentPort?.postMessage(message);

async function work({ target: name, seed, start, end, until, ...options }: Work): Promise<void> {
  const target = targetNamed(name);
  const run = new Run(target, seed, options.corpus);
  const coverage = options.isGuided ? new Coverage() : undefined;
  await coverage?.start();
  let index = start;
  let input: Buffer = Buffer.alloc(0);
  const report = (fault: string) => tell({ finding: { target: name, index, fault, input } });
  // Whatever is thrown where nobody waits for it belongs to the input that is read.
  const fail = (error: unknown) => report(`thrown where nobody catches it: ${String(error)}`);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  let peak = peakMemory();
  let batch: Buffer[] = [];
  for (; index < end && Date.now() < until; index += 1) {
    input = await run.input(index);
    setProgress(options.progress, index, input);
    const fault = await faultIn(target, input);
    if (fault !== undefined) report(fault);
    const now = peakMemory();
    if (now - peak > MAX_GROWTH) report(`takes ${Math.round((now - peak) / 2 ** 20)} MiB more`);
    peak = now;
    batch.push(input);
    if (!coverage || batch.length < BATCH) continue;
    // None of them is new to the watch.
    setProgress(options.progress, -1, input);
    await keepNews(run, batch, coverage);
    batch = [];
  }
  tell({ done: index });
}

/** Keeps those of a batch that reached something new; to tell which, each is read again. */
async function keepNews(run: Run, batch: readonly Buffer[], coverage: Coverage): Promise<void> {
  const news = await coverage.news();
  for (const input of batch) {
    if (news.size === 0) return;
    await faultIn(run.target, input);
    const reached = (await coverage.parts()).filter((part) => news.delete(part));
    if (reached.length > 0) run.keep(input);
  }
}

/** Bytes that the process ever had in memory. */
function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}

await work(workerData as Work);
