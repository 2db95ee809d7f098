import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a task with a small file system in memory of its own; undefined where that is refused. */
export function mountTmpfs(size: string): { folder: string; unmount(): void } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'jaco-pkg-tmpfs-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  const unmount = () => {
    spawnSync('umount', ['-l', folder]);
    rmdirSync(folder);
  };
  return { folder, unmount };
}

/** Whether {@link mountTmpfs} works here. */
export function canMountTmpfs(): boolean {
  const mounted = mountTmpfs('64k');
  mounted?.unmount();
  return mounted !== undefined;
}
