// What can begin while the code of a build is still being loaded.
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { WorkerEngine } from './codec/workers/worker-engine.ts';

/** Formats that are compressed with zstd, for which Node 22 and later have threads of their own. */
const WITH_ZSTD: readonly string[] = ['archlinux'];

/** Bytes of a file from which on a thread that is there sooner makes a difference. */
const LARGE = 256 * 1024;

/** What a `src` in YAML or JSON names: a quoted text, or a plain one up to where it may end. */
const SOURCE = /\bsrc"?:\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/g;

export interface Guess {
  /** Path of the configuration; `-` for standard input. */
  readonly config: string;
  /** Absolute folder that relative paths start at. */
  readonly cwd: string;
  /** What is to be built, as far as that is known. */
  readonly formats: readonly string[];
}

/**
 * Starts a thread that compresses, if there seems to be something large to compress: loading the
 * code and planning take one processor as long as a thread takes another one to start. That is a
 * guess, and nothing but the time depends on it.
 */
export function beginAhead({ config, cwd, formats }: Guess): void {
  const hasOwn = 'zstd' in process.versions;
  if (hasOwn && formats.length > 0 && formats.every((name) => WITH_ZSTD.includes(name))) return;
  if (availableParallelism() > 1 && namesLarge(resolve(cwd, config), cwd)) WorkerEngine.begin();
}

function namesLarge(config: string, cwd: string): boolean {
  try {
    // What is no file, a pipe say, can only be read once.
    if (!statSync(config).isFile()) return false;
    const sources = readFileSync(config, 'utf8').matchAll(SOURCE);
    return [...sources].some(([, double, single, plain]) => {
      const path = double ?? single ?? plain ?? '';
      // Binaries for an architecture are where a variable says.
      return path.includes('$') || isLarge(resolve(cwd, path));
    });
  } catch {
    return false;
  }
}

function isLarge(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size >= LARGE;
}
