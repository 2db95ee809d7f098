// What to tell someone whose path is not there.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** A near name in the same folder, else how far the path leads, else where it starts. */
export async function hintForMissing(cwd: string, name: string): Promise<string> {
  const folder = dirname(name);
  const inFolder = folder === '.' ? cwd : absolute(cwd, folder);
  const names = await readdir(inFolder).catch(() => undefined);
  if (!names) {
    const missing = await firstMissing(cwd, folder);
    return missing === ''
      ? startsAt(cwd)
      : `there is no folder ${missing} either; ${startsAt(cwd)}`;
  }
  const near = nearest(basename(name), names);
  return near === undefined
    ? startsAt(cwd)
    : `did you mean ${folder === '.' ? near : `${folder}/${near}`}?`;
}

function startsAt(cwd: string): string {
  return `relative paths start at ${cwd}`;
}

function absolute(cwd: string, path: string): string {
  return path.startsWith('/') ? path : `${cwd}/${path}`;
}

/** The topmost folder of a path that does not exist; '' when they all do. */
async function firstMissing(cwd: string, path: string): Promise<string> {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const prefix = names.slice(0, depth).join('/');
    if (prefix === '') continue;
    const exists = await stat(absolute(cwd, prefix)).then(
      () => true,
      () => false,
    );
    if (!exists) return prefix;
  }
  return '';
}

/** The candidate that differs least, if that is little enough to be a slip. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 4));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(fold(name), fold(candidate)) }))
    .filter((one) => one.distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[-_ ]/g, '-');
}

/** Levenshtein's distance: insertions, deletions and replacements between two texts. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
