import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process to run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** On top of the environment that there is. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a process, with all that it started, took. */
export interface Cost {
  /** Seconds from start to end. */
  readonly wall: number;
  /** Seconds of processor time. */
  readonly cpu: number;
  /** Most memory that any one process had at a time, in bytes. */
  readonly rss: number;
}

/**
 * GNU time: Node tells of itself only, not of processes it started. It also starts them from a
 * process that is small itself, whose memory would else be counted as theirs.
 */
const TIME = '/usr/bin/time';

/**
 * Runs a process.
 * @throws Error with what it said, if it does not end well
 */
export async function measure(command: Command, signal: AbortSignal): Promise<Cost> {
  const report = join(tmpdir(), `jaco-pkg-bench-${process.pid}`);
  const started = process.hrtime.bigint();
  try {
    await run(report, command, signal);
    const wall = Number(process.hrtime.bigint() - started) / 1e9;
    return { wall, ...parseReport(readFileSync(report, 'utf8')) };
  } finally {
    rmSync(report, { force: true });
  }
}

/** Reads what GNU time writes for `-f '%U %S %M'`: seconds, seconds, KiB. */
export function parseReport(text: string): Pick<Cost, 'cpu' | 'rss'> {
  const match = /^(\d+\.\d+) (\d+\.\d+) (\d+)$/m.exec(text);
  if (!match) throw new Error(`${TIME} reports ${JSON.stringify(text)}: it is not GNU time`);
  const [user, system, kib] = match.slice(1).map(Number);
  return { cpu: (user ?? 0) + (system ?? 0), rss: (kib ?? 0) * 1024 };
}

function run(report: string, command: Command, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { program, args, cwd, env } = command;
  const timed = ['-f', '%U %S %M', '-o', report, program, ...args];
  return new Promise((resolve, reject) => {
    // A group of its own, to end all of it at once.
    const child = spawn(TIME, timed, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const stop = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else reject(new Error(`${program} ended with code ${code}: ${said.trim()}`));
    });
  });
}
