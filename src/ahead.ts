// What can begin before the code of a build is loaded, which takes one processor as long as a thread
// takes another one to start.
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { startThread } from './codec/workers/thread.ts';
import { WorkerEngine } from './codec/workers/worker-engine.ts';

/** Commands that compress, and what else they are called. */
const COMMANDS: readonly string[] = ['build', 'package', 'pkg', 'p', 'release'];

/** Options with which nothing is compressed, or not what it seems. */
const WITHOUT: readonly string[] = ['dry-run', 'cache', 'help'];

const OPTIONS = {
  config: { type: 'string', short: 'f', default: 'nfpm.yaml' },
  packager: { type: 'string', short: 'p', multiple: true },
  'dry-run': { type: 'boolean', short: 'n' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Formats that are compressed with zstd unless they are told otherwise. */
const WITH_ZSTD: readonly string[] = ['archlinux'];

/** Bytes of a file from which on a thread that is there sooner makes a difference. */
const LARGE = 256 * 1024;

/** Bytes from which on two threads have something to do at once. */
const MUCH = 4 * 1024 * 1024;

/** What a `src` in YAML or JSON names: a quoted text, or a plain one up to where it may end. */
const SOURCE = /\bsrc"?:\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/g;

export interface Ahead {
  readonly thread: Worker;
  /** Whether there seems to be enough to do for a second one. */
  readonly isMuch: boolean;
}

/**
 * Starts a thread that compresses, if a command line seems to ask for something large to be
 * compressed. That is a guess, and nothing but the time depends on it.
 * @param cwd absolute folder that relative paths start at
 */
export function threadAhead(args: readonly string[], cwd: string): Ahead | undefined {
  const [command = '', ...rest] = args;
  if (!COMMANDS.includes(command) || rest[0] === 'merge') return undefined;
  if (availableParallelism() === 1) return undefined;
  // What is wrong with the command line is told by whoever is to understand it.
  const { values } = parseArgs({ args: rest, options: OPTIONS, strict: false });
  if (WITHOUT.some((name) => name in values)) return undefined;
  const formats = (values.packager ?? []).flatMap((names) => plain(names).split(','));
  try {
    const text = textOf(resolve(cwd, plain(values.config)));
    if (isLeftToNode(formats, text)) return undefined;
    const large = largeIn(text, cwd);
    if (large > 0) return { thread: startThread(), isMuch: large >= MUCH };
  } catch {
    // A configuration that cannot be read is reported by the build, which reads it again. And where
    // no thread can be started, the build compresses without one.
  }
  return undefined;
}

/** Has those compress with it who will; in the turn of the event loop in which it was started. */
export function takeUp({ thread, isMuch }: Ahead): void {
  WorkerEngine.begin(thread);
  if (isMuch) WorkerEngine.begin();
}

/** `-p=deb` is `-p deb`. */
function plain(value: string | boolean | undefined): string {
  return String(value).replace(/^=/, '');
}

/** A configuration. What is no file, a pipe say, can only be read once: of that, nothing. */
function textOf(config: string): string {
  return statSync(config).isFile() ? readFileSync(config, 'utf8') : '';
}

/** Whether all is compressed with zstd, for which Node 22 and later have threads of their own. */
function isLeftToNode(formats: readonly string[], text: string): boolean {
  if (formats.length === 0 || !('zstd' in process.versions)) return false;
  return formats.every((name) => {
    const told = new RegExp(`^${name}:.*\n(?:[ #].*\n|\r?\n)*? +compression: *["']?(\\w+)`, 'm');
    const [, compression] = told.exec(text) ?? [];
    return compression ? compression === 'zstd' : WITH_ZSTD.includes(name);
  });
}

/** Bytes of the large files that a configuration names. */
function largeIn(text: string, cwd: string): number {
  const sources = text.matchAll(SOURCE);
  let sum = 0;
  for (const [, double, single, bare] of sources) {
    const path = double ?? single ?? bare ?? '';
    // Programs for an architecture are where a variable says.
    sum += path.includes('$') ? LARGE : sizeIfLarge(resolve(cwd, path));
  }
  return sum;
}

function sizeIfLarge(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size >= LARGE ? stats.size : 0;
}
