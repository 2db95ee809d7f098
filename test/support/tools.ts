import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';

/** Program -> the Debian package it comes from, or `-`. */
const CONSUMERS = new Map(
  readFileSync(new URL('consumers.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(/\s+/) as [string, string]),
);

/** Whether all these programs are on PATH; `root` is whether the tests run as root. */
export function has(...programs: string[]): boolean {
  return programs.every((program) =>
    program === 'root'
      ? process.getuid?.() === 0
      : spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
  );
}

/**
 * `describe` for tests that need these programs (or `root`): `needs('dpkg')('installs', () => ...)`.
 * The tests are skipped where one is missing. With CI set that is a failure, but for programs that
 * Debian does not package. The title says what was needed; the summary of a run is made from that.
 */
export function needs(...programs: string[]): (title: string, body: () => void) => void {
  const missing = programs.filter((program) => !has(program));
  const mustBeThere = missing.filter((program) => CONSUMERS.get(program) !== '-');
  return (title, body) => {
    const tagged = `${title} [${programs.join(', ')}]`;
    (missing.length === 0 ? describe : describe.skip)(tagged, body);
    if (process.env['CI'] && mustBeThere.length > 0) {
      test(tagged, () => {
        throw new Error(`missing, and CI is set: ${mustBeThere.join(', ')}`);
      });
    }
  };
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
