import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string | undefined;

/** A folder in memory, where there is one; gone when the process ends. */
export function scratch(): string {
  if (folder !== undefined) return folder;
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const made = realpathSync(mkdtempSync(join(base, 'jaco-pkg-fuzz-')));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}
