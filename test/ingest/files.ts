import { statSync, utimesSync, writeFileSync } from 'node:fs';
import type { Input } from '../../src/model/entry.ts';
import { fileIdentity } from '../../src/model/identity.ts';

/** A file on disk, as it is seen while planning. */
export function inputAt(path: string, name = path): Extract<Input, { kind: 'disk' }> {
  const stats = statSync(path);
  const { size, mtimeMs } = stats;
  return { kind: 'disk', path, name, size, mtimeMs, identity: fileIdentity(stats, path) };
}

/** When every planted file was last written to. */
export const THEN = 1_600_000_000;

/** Writes a file and plans to read it. */
export function planted(path: string, bytes: Uint8Array, name = path) {
  writeFileSync(path, bytes);
  utimesSync(path, THEN, THEN);
  return inputAt(path, name);
}
