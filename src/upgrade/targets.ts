import type { Stats } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCode } from '../errors.ts';
import { failWriting, notAFile } from '../output/errors.ts';
import { changed, unfit, usage } from './errors.ts';
import { isRedirect } from './paths.ts';

/** As many links in a row as Linux follows: path_resolution(7). */
const MAX_LINKS = 40;

/** A file to be replaced, as it was when the upgrade began. */
export interface Installed {
  /** Absolute, links followed. */
  readonly path: string;
  readonly stats: Stats;
}

/**
 * Where the targets are, links followed but for those that an interrupted upgrade has put there.
 * Throws `target_unwritable` for what is not there, `usage` when two are one.
 */
export async function locate(paths: readonly string[], cwd: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const at = await follow(resolve(cwd, path)).catch((cause) => failReading(path, cause));
    if (found.includes(at)) throw usage(`the target ${at} is named twice`);
    found.push(at);
  }
  return found;
}

async function follow(given: string): Promise<string> {
  let path = given;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    path = join(await realpath(dirname(path)), basename(path));
    if (!(await lstat(path)).isSymbolicLink()) return path;
    const text = await readlink(path);
    if (isRedirect(text)) return path;
    path = resolve(dirname(path), text);
  }
  throw unfit(given, 'too many links', 'name the file itself');
}

/** The installed files at some located paths; each must be a regular one. */
export async function inspect(paths: readonly string[]): Promise<Installed[]> {
  const found: Installed[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((cause) => failReading(path, cause));
    if (!stats.isFile()) throw notAFile(path, stats.isDirectory());
    found.push({ path, stats });
  }
  return found;
}

/** Throws `input_changed` when one is not the file any more that it was. */
export async function assertUnchanged(installed: readonly Installed[]): Promise<void> {
  const now = await inspect(installed.map(({ path }) => path));
  for (const [index, { path, stats }] of installed.entries()) {
    if (traits(stats) !== traits(now[index]?.stats)) throw changed(path);
  }
}

function traits(stats: Stats | undefined): string {
  if (!stats) return '';
  const { dev, ino, size, mtimeMs, mode, uid, gid } = stats;
  return [dev, ino, size, mtimeMs, mode, uid, gid].join(':');
}

function failReading(path: string, cause: unknown): never {
  if (systemCode(cause) !== 'ENOENT') return failWriting(path, cause);
  throw unfit(path, 'it is not there', 'install it before you upgrade it', cause);
}
