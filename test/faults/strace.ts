// A program whose system calls are watched, and made to fail or to be the last.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One system call, numbered among those of its name in its thread. */
export interface Call {
  readonly name: string;
  readonly number: number;
  /** What it is about, as strace prints it. */
  readonly text: string;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Calls that reach for files by name or move their bytes, and that a runtime does not make for
 * itself in the same numbers.
 */
const CALLS = [
  ...['pread64', 'pwrite64', 'pwritev', 'fsync', 'rename', 'link', 'unlink', 'mkdir', 'rmdir'],
  ...['symlink', 'fchmod', 'fchown', 'utimensat', 'readlink', 'getdents64', 'ftruncate'],
];

export interface Watched {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where strace writes. */
  readonly log: string;
}

/** What to do at a call: `error=EIO`, `signal=KILL`. */
export interface Injection {
  readonly call: Pick<Call, 'name' | 'number'>;
  readonly what: string;
}

/** Runs a program under strace, with at most one thing that goes wrong. */
export function watch(watched: Watched, injection?: Injection): Promise<Ended> {
  const { program, args, log } = watched;
  const { call, what } = injection ?? {};
  const inject = call ? [`--inject=${call.name}:${what}:when=${call.number}`] : [];
  const options = ['-f', '-qq', '-y', '-o', log, `-etrace=${CALLS.join()}`, ...inject];
  // Faster, but signals are then not sent.
  if (!what?.startsWith('signal')) options.unshift('--seccomp-bpf');
  return run({ ...watched, program: 'strace', args: [...options, program, ...args] });
}

/** Runs a program to its end, undisturbed. */
export function run({ program, args, cwd, env }: Watched): Promise<Ended> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // One thread for files: then the numbers of its calls are the same in every run.
    env: { PATH: process.env['PATH'], UV_THREADPOOL_SIZE: '1', ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, ...said }));
  });
}

/**
 * The calls of a run that are about something below a folder, but for those that have the number
 * of a call about something else in another thread: that one would be hit.
 */
export function callsIn(log: string, folder: string): Call[] {
  const counts = new Map<string, number>();
  const elsewhere = new Set<string>();
  const calls: Call[] = [];
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const [, thread, name, text = ''] = /^(\d+) +([a-z0-9_]+)\((.*)$/.exec(line) ?? [];
    if (thread === undefined || name === undefined) continue;
    const number = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, number);
    if (text.includes(folder)) calls.push({ name, number, text });
    else elsewhere.add(`${name} ${number}`);
  }
  return calls.filter(({ name, number }) => !elsewhere.has(`${name} ${number}`));
}
