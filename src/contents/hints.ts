// What to tell someone whose path is not there.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { compareUtf8 } from '../model/order.ts';
import { suggest } from '../model/suggest.ts';

/** That it is a broken link, else a near name in the same folder, else how far the path leads, else where it starts. */
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
  if (names.includes(basename(name))) return 'it is a link to something that is not there';
  const near = suggest(basename(name), names.sort(compareUtf8));
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
