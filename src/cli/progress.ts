import type { Progress } from '../index.ts';
import type { Io } from './io.ts';
import { humanSize } from './messages.ts';

/** Short work shows nothing; long work, ten lines a second at most. */
const FIRST_AFTER_MS = 400;
const EVERY_MS = 100;

/** A line on the terminal that says how far a build is; nothing elsewhere. */
export function progressLine(io: Io, flags: { readonly quiet?: true; readonly json?: true }) {
  const silent = io.stderr.isTTY !== true || flags.quiet || flags.json;
  let next = Date.now() + FIRST_AFTER_MS;
  let shown = false;
  return {
    show(progress: Progress): void {
      if (silent || Date.now() < next) return;
      next = Date.now() + EVERY_MS;
      shown = true;
      io.stderr.write(`\r\u001b[K${line(progress).slice(0, io.stderr.columns ?? 80)}`);
    },
    clear(): void {
      if (shown) io.stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}

function line({ readBytes, totalBytes, packages, totalPackages }: Progress): string {
  if (readBytes < totalBytes) {
    return `reading ${humanSize(readBytes)} of ${humanSize(totalBytes)}`;
  }
  return `writing package ${Math.min(packages + 1, totalPackages)} of ${totalPackages}`;
}
