// Paths in the package. They end up in line-based files (conffiles, md5sums, .PKGINFO), in tar
// and cpio names, and at last on a disk; what one of these cannot hold is refused here.
import { JacoPkgError } from '../errors.ts';
import type { Place } from '../model/problem.ts';

/** NAME_MAX and PATH_MAX of linux/limits.h; the latter counts a closing NUL. */
const NAME_MAX = 255;
const PATH_MAX = 4095;

/**
 * A destination in its one normal form: an absolute path without `.`, `..`, doubled slashes or
 * one at the end. `/` itself is the destination of trees and of whole folders only.
 * @throws JacoPkgError with code `content_path`
 */
export function packagePath(dst: string, place: Place): string {
  if (dst === '') throw pathError('dst is empty', place, 'name where it goes in the package');
  const names: string[] = [];
  for (const name of dst.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) {
      throw pathError(
        `dst ${JSON.stringify(dst)} leads out of the package's root`,
        place,
        'write the path that it has on the system where the package is installed',
      );
    }
  }
  return checked(`/${names.join('/')}`, place);
}

/** A destination that is not the root folder. */
export function entryPath(dst: string, place: Place): string {
  const path = packagePath(dst, place);
  if (path !== '/') return path;
  throw pathError(
    `dst ${JSON.stringify(dst)} is the root folder, which no package can bring`,
    place,
    'name a path below it',
  );
}

/** A path below a folder, both in normal form. */
export function below(folder: string, path: string, place: Place): string {
  return checked(folder === '/' ? `/${path}` : `${folder}/${path}`, place);
}

/** The folder that holds a path; '/' for those at the top. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path without slashes at its end, unless it is nothing else. */
export function withoutEndSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/s, '');
}

/** Refuses the target of a link where no disk or list could hold it. */
export function checkTarget(target: string, place: Place): string {
  assertText(target, 'the link target', place);
  if (Buffer.byteLength(target) > PATH_MAX) {
    throw pathError(`the link target ${shortened(target)} is longer than ${PATH_MAX} bytes`, place);
  }
  return target;
}

function checked(path: string, place: Place): string {
  assertText(path, 'the path', place);
  // Most paths are too short for either limit, whatever their characters.
  if (path.length * 3 <= NAME_MAX) return path;
  if (Buffer.byteLength(path) > PATH_MAX) {
    throw pathError(`the path ${shortened(path)} is longer than ${PATH_MAX} bytes`, place);
  }
  const long = path.split('/').find((name) => Buffer.byteLength(name) > NAME_MAX);
  if (long === undefined) return path;
  throw pathError(
    `the name ${shortened(long)} is ${Buffer.byteLength(long)} bytes long, and Linux takes ${NAME_MAX}`,
    place,
  );
}

/** U+FFFD is what Node makes of a file name's bytes that are not UTF-8. */
function assertText(text: string, what: string, place: Place): void {
  const bad = /[\0\n]|\ufffd|\p{Surrogate}/u.exec(text)?.[0];
  if (bad === undefined) return;
  const holds =
    bad === '\n'
      ? 'a line break, and packages list their files line by line'
      : bad === '\0'
        ? 'a NUL, which ends a name'
        : 'bytes that are not valid UTF-8, and names are written in UTF-8 alone';
  throw pathError(`${what} ${JSON.stringify(text)} holds ${holds}`, place, 'rename it');
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 40)}...${text.slice(-15)}` : text);
}

function pathError(message: string, place: Place, hint?: string): JacoPkgError {
  return new JacoPkgError({ code: 'content_path', message, place, ...(hint ? { hint } : {}) });
}
