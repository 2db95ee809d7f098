import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { canMountTmpfs } from './tmpfs.ts';

/** Program -> the package it comes from, or `-`. */
const CONSUMERS = new Map(
  readFileSync(new URL('consumers.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(/\s+/) as [string, string]),
);

/** Where make keeps programs that come from npm. */
const FROM_NPM = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'jaco-pkg-tests');

/** Where programs are looked for. */
const PATH = `${process.env['PATH']}:${FROM_NPM}`;

/** Words before a command that make an emulator run it, on a machine of another kind. */
export const EMULATED_ARM64 = ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'];

/** What tests may need besides programs, and whether CI must have it. */
const CONDITIONS: Readonly<
  Record<string, { readonly met: () => boolean; readonly inCi: boolean }>
> = {
  root: { met: () => process.getuid?.() === 0, inCi: true },
  // A container may forbid it.
  tmpfs: { met: canMountTmpfs, inCi: false },
  // Node for arm64, and what it takes to run it.
  arm64: { met: () => starts([...EMULATED_ARM64, join(FROM_NPM, 'node22-arm64')]), inCi: true },
};

function starts([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, [...args, '--version']).status === 0;
}

const found = new Map<string, boolean>();

/** Whether all these programs are on PATH, and conditions such as `root` are met. */
export function has(...programs: string[]): boolean {
  return programs.every((program) => {
    const known = found.get(program);
    if (known !== undefined) return known;
    const search = () =>
      spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH } }).status === 0;
    const here = (CONDITIONS[program]?.met ?? search)();
    found.set(program, here);
    return here;
  });
}

function mustBeInCi(program: string): boolean {
  const condition = CONDITIONS[program];
  if (condition) return condition.inCi;
  const source = CONSUMERS.get(program);
  if (source === undefined) throw new Error(`${program} is not in test/support/consumers.txt`);
  return source !== '-';
}

interface Needing {
  /** A group of tests. */
  (title: string, body: () => void): void;
  /** One test. */
  test(title: string, body: () => unknown): void;
}

/**
 * `describe` and `test` for what needs these programs, or `root`, or `tmpfs`:
 * `needs('dpkg')('installs', () => ...)`, `needs('dpkg').test('installs', () => ...)`.
 * Skipped where one is missing. With CI set that is a failure, but for programs that Debian does
 * not package. The title says what was needed; the summary of a run is made from that.
 */
export function needs(...programs: string[]): Needing {
  const lacking = programs.filter(mustBeInCi).filter((program) => !has(program));
  const available = has(...programs);
  const titled = (title: string) => {
    const tagged = `${title} [${programs.join(', ')}]`;
    if (process.env['CI'] && lacking.length > 0) {
      test(tagged, () => {
        throw new Error(`missing, and CI is set: ${lacking.join(', ')}`);
      });
    }
    return tagged;
  };
  const group = (title: string, body: () => void) =>
    describe.skipIf(!available)(titled(title), body);
  const single = (title: string, body: () => unknown) => {
    test.skipIf(!available)(titled(title), async () => void (await body()));
  };
  return Object.assign(group, { test: single });
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests of the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jaco-pkg-test-'));
  folders.push(folder);
  return folder;
}

let ownHome: string | undefined;

/** For programs that insist on a home folder. */
function home(): string {
  ownHome ??= scratchFolder();
  return ownHome;
}

/** An environment that says nothing of this machine but where programs are. */
export function plainEnvironment(): Record<string, string> {
  return { PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC', HOME: home() };
}

/** Runs a program in a plain environment, with a home of its own. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: options.encoding ?? 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    cwd: options.cwd,
    input: options.input,
    env: { ...plainEnvironment(), ...options.env },
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Of what it prints; latin1 keeps every byte. */
  readonly encoding?: 'utf8' | 'latin1';
}

/** What a program prints; throws, with what it said, when it fails. */
export function output(program: string, args: readonly string[], options?: RunOptions): string {
  const { status, stdout, stderr } = run(program, args, options);
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} exited ${status}:\n${stderr}${stdout}`);
  }
  return stdout;
}
