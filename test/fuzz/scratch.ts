import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where threads that may be ended at any time make their folders, so that another can clean up. */
const AROUND = 'JACO_PKG_FUZZ_SCRATCH';

let folder: string | undefined;

/** A folder in memory, where there is one; gone when the process ends. */
export function scratch(): string {
  folder ??= makeScratch(process.env[AROUND]);
  return folder;
}

/** Makes a folder for all threads that are started afterwards. */
export function scratchForThreads(): void {
  process.env[AROUND] = makeScratch(undefined);
}

function makeScratch(around: string | undefined): string {
  const base = around ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
  const made = realpathSync(mkdtempSync(join(base, 'jaco-pkg-fuzz-')));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
