// What the build machine's disk says about an input. Nothing is read here. Synchronous: with 20,000
// files, waiting for each answer takes longer than having it.
import { closeSync, lstatSync, openSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type ErrorCode, JacoPkgError, systemCode } from '../errors.ts';
import type { Input } from '../model/entry.ts';
import { fileIdentity } from '../model/identity.ts';
import type { Place } from '../model/problem.ts';
import { hintForMissing } from './hints.ts';
import { FILE_MODE, type Item } from './item.ts';

/** Readable by everyone: no need to ask whether by us. */
const READABLE_BY_ALL = 0o444;

const PERMISSIONS = 0o7777;
const EXECUTABLE = 0o111;
const SET_ID = 0o6000;

/** Path to open for a path as written. Not normalized: `link/..` is for the system to resolve. */
export function pathOn(cwd: string, name: string): string {
  return isAbsolute(name) ? name : `${cwd}/${name}`;
}

/** Facts about a path itself, or about what a link at its end leads to. */
export function look(item: Item, name: string, follow: boolean): Stats {
  const path = pathOn(item.cwd, name);
  try {
    return follow ? statSync(path) : lstatSync(path);
  } catch (cause) {
    throw diskError(cause, item, name);
  }
}

/** Facts about what a path leads to, or undefined when it leads nowhere. */
export function lookBehind(item: Item, name: string): Stats | undefined {
  try {
    return statSync(pathOn(item.cwd, name));
  } catch {
    return undefined;
  }
}

/** The text of a link. */
export function linkTarget(item: Item, name: string): string {
  try {
    return readlinkSync(pathOn(item.cwd, name));
  } catch (cause) {
    throw diskError(cause, item, name);
  }
}

/** A regular file as an input. @throws JacoPkgError when it cannot be read, or is none */
export function inputOf(item: Item, name: string, stats: Stats): Input {
  if (!stats.isFile()) throw specialFile(item, name, stats);
  const path = pathOn(item.cwd, name);
  if ((stats.mode & READABLE_BY_ALL) !== READABLE_BY_ALL) {
    try {
      closeSync(openSync(path, 'r'));
    } catch (cause) {
      throw diskError(cause, item, name);
    }
  }
  const { size, mtimeMs } = stats;
  return { kind: 'disk', path, name, size, mtimeMs, identity: fileIdentity(stats, path) };
}

/** The mode something gets: the one asked for, else the usual one, else its own less the umask. */
export function modeOf({ content, umask, modes }: Item, stats: Stats | undefined): number {
  if (content.mode !== undefined) return content.mode;
  if (!stats) return modes.file ?? FILE_MODE;
  const own = stats.mode & PERMISSIONS & ~umask;
  if (stats.isDirectory()) return modes.dir ?? own;
  if ((stats.mode & EXECUTABLE) === 0) return modes.file ?? own;
  return modes.executable === undefined ? own : modes.executable | (own & SET_ID);
}

function specialFile(item: Item, name: string, stats: Stats): JacoPkgError {
  const place = item.content.place;
  if (stats.isDirectory()) {
    return new JacoPkgError({
      code: 'content_special_file',
      message: `${name} is a folder, and type ${item.content.type} takes a single file`,
      place,
    });
  }
  const kind = stats.isSocket() ? 'a socket' : stats.isFIFO() ? 'a named pipe' : 'a device';
  return new JacoPkgError({
    code: 'content_special_file',
    message: `${name} is ${kind}, and packages carry only files, folders and links`,
    place,
  });
}

/** Says what a failed system call means for an item. */
export function diskError(cause: unknown, item: Item, name: string): JacoPkgError {
  const place: Place = item.content.place;
  const system = systemCode(cause);
  const problem = (code: ErrorCode, message: string, hint?: string) =>
    new JacoPkgError({ code, message, place, ...(hint ? { hint } : {}) }, { cause });
  switch (system) {
    case '':
      throw cause;
    case 'ENOENT':
    case 'ENOTDIR':
      if (name.includes('\ufffd')) {
        return problem('content_path', `the name of ${name} is not valid UTF-8`, 'rename it');
      }
      return problem(
        'content_missing',
        `${name} does not exist`,
        item.content.missingHint ?? hintForMissing(item.cwd, name),
      );
    case 'EACCES':
    case 'EPERM':
      return problem('content_unreadable', `${name} cannot be read: permission denied`);
    default:
      return problem('content_unreadable', `${name} cannot be read: ${system}`);
  }
}
