// What to tell someone whose path is not there.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { compareUtf8 } from '../model/order.ts';
import { suggest } from '../model/suggest.ts';

/** That it is a broken link, else a near name in the same folder, how far the path leads, and where it starts. */
export function hintForMissing(cwd: string, name: string): string {
  const folder = dirname(name);
  const inFolder = folder === '.' ? cwd : absolute(cwd, folder);
  const names = namesIn(inFolder);
  if (!names) {
    const missing = firstMissing(cwd, folder);
    return missing === ''
      ? startsAt(cwd)
      : `there is no folder ${missing} either; ${startsAt(cwd)}`;
  }
  if (names.includes(basename(name))) return 'it is a link to something that is not there';
  const near = suggest(basename(name), names.sort(compareUtf8));
  if (near === undefined) return startsAt(cwd);
  const meant = `did you mean ${folder === '.' ? near : `${folder}/${near}`}?`;
  // Else who is in another folder than they think takes the guess for the reason.
  return name.startsWith('/') ? meant : `${meant} ${startsAt(cwd)}`;
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

function startsAt(cwd: string): string {
  return `relative paths start at ${cwd}`;
}

function absolute(cwd: string, path: string): string {
  return path.startsWith('/') ? path : `${cwd}/${path}`;
}

/** The topmost folder of a path that does not exist; '' when they all do. */
function firstMissing(cwd: string, path: string): string {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const prefix = names.slice(0, depth).join('/');
    if (prefix !== '' && !existsSync(absolute(cwd, prefix))) return prefix;
  }
  return '';
}
