import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { systemCode } from '../errors.ts';
import { chunksOf, type Segment } from '../model/segment.ts';
import type { Environment } from './passphrase.ts';

/** No signature is longer; what is, is something else. */
const MAX_OUTPUT = 1024 * 1024;
/** Of what it says besides, the last. */
const MAX_MESSAGES = 2000;

export interface RunOptions {
  readonly env: Environment;
  /** Absolute folder to run in. */
  readonly cwd: string;
  readonly signal: AbortSignal | undefined;
}

export interface Outcome {
  /** What it printed, or the first part of it. */
  readonly output: Buffer;
  /** The end of what it printed to standard error. */
  readonly messages: string;
  /** Why it did not end well: `failed with status 2`. */
  readonly failure: string | undefined;
}

/** Runs a program with a layout as its standard input. If that cannot be read, the program is ended. */
export async function run(
  program: string,
  args: readonly string[],
  data: readonly Segment[],
  { env, cwd, signal }: RunOptions,
): Promise<Outcome> {
  const child = spawn(program, args, { cwd, env, ...(signal && { signal }) });
  const ending = ended(child, signal);
  const [end, complete, output, messages] = await Promise.all([
    ending,
    feed(child, data),
    head(child),
    tail(child.stderr),
  ]).catch(async (cause) => {
    child.stdin.destroy();
    child.kill();
    await ending.catch(() => {});
    throw cause;
  });
  const tooMuch = output.length > MAX_OUTPUT && `gave more than ${MAX_OUTPUT} bytes`;
  const tooEarly = !complete && 'ended before it had read what to sign';
  return {
    output,
    messages: messages.toString(),
    failure: tooMuch || end || tooEarly || undefined,
  };
}

function ended(
  child: ChildProcessWithoutNullStreams,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (signal?.aborted) reject(signal.reason);
      else resolve(`cannot be run: ${systemCode(error)}`);
    });
    child.once('close', (status, killer) => {
      if (killer) resolve(`was ended by ${killer}`);
      else resolve(status === 0 ? undefined : `failed with status ${status}`);
    });
  });
}

/** False when the program stops reading before all is written. */
async function feed(
  { stdin }: ChildProcessWithoutNullStreams,
  data: readonly Segment[],
): Promise<boolean> {
  const closed = new Promise<boolean>((resolve) => {
    stdin.once('error', () => resolve(false));
    stdin.once('close', () => resolve(stdin.writableFinished));
  });
  for await (const chunk of chunksOf(data)) {
    if (stdin.destroyed) break;
    if (stdin.write(chunk)) continue;
    const drained = new Promise((resolve) => stdin.once('drain', resolve));
    await Promise.race([drained, closed]);
  }
  stdin.end();
  return closed;
}

async function head(child: ChildProcessWithoutNullStreams): Promise<Buffer> {
  let all = Buffer.alloc(0);
  for await (const chunk of chunks(child.stdout)) {
    all = Buffer.concat([all, chunk]);
    if (all.length <= MAX_OUTPUT) continue;
    // To leave the loop closes the pipe, which ends whatever else still writes to it.
    child.kill();
    break;
  }
  return all;
}

async function tail(stream: Readable): Promise<Buffer> {
  let end = Buffer.alloc(0);
  for await (const chunk of chunks(stream)) {
    end = Buffer.concat([end, chunk]).subarray(-MAX_MESSAGES);
  }
  return end;
}

function chunks(stream: Readable): AsyncIterable<Buffer> {
  return stream;
}
