import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Whether all these programs are on PATH. */
export function has(...programs: string[]): boolean {
  return programs.every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a plain environment. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    cwd: options.cwd,
    input: options.input,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC', HOME: '/', ...options.env },
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program prints; throws, with what it said, when it fails. */
export function output(program: string, args: readonly string[], options?: RunOptions): string {
  const { status, stdout, stderr } = run(program, args, options);
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} exited ${status}:\n${stderr}${stdout}`);
  }
  return stdout;
}

/** A folder that is gone after the tests of the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jaco-pkg-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
