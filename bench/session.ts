import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem } from 'node:os';
import type { Result } from './rounds.ts';
import type { Workload } from './workload.ts';

/** What one run of the bench measured, and on what. */
export interface Session {
  /** Day, as 2026-11-23. */
  readonly date: string;
  /** Of jaco-pkg; with `+` where files differed from it. */
  readonly commit: string;
  readonly machine: Machine;
  /** Of each tool, by its name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
}

/** What matters of a machine for how fast it is; nothing that tells which one it is. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? arch(),
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, Linux ${release().split('-')[0]}, ${arch()}`,
  };
}

function distribution(): string {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

export function commitOf(root: string): string {
  const git = (...args: string[]) => output('git', args, root).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
  return git('rev-parse', '--short=10', 'HEAD') + (changed ? '+' : '');
}

/** Versions of jaco-pkg, Node and the other tools that take part. */
export function versionsOf(
  all: readonly Workload[],
  jacoPkg: string,
  present: (program: string) => boolean,
): Record<string, string> {
  const programs = all.flatMap(({ contenders }) => contenders.flatMap(({ needs }) => needs));
  const found = [...new Set(programs)].filter(present).sort();
  return {
    'jaco-pkg': jacoPkg,
    node: process.version.slice(1),
    ...Object.fromEntries(found.map((program) => [program, versionOf(program)])),
  };
}

function versionOf(program: string): string {
  return /\d+(?:\.\d+)+/.exec(output(program, ['--version']))?.[0] ?? 'unknown';
}

function output(program: string, args: readonly string[], cwd?: string): string {
  return execFileSync(program, args, { encoding: 'utf8', cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}
