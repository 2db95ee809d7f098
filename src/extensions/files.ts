import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ErrorProblem, reasonOf, systemCode, throwIfAny } from '../errors.ts';
import type { Place } from '../model/problem.ts';

/** A small file that extensions are made of: its path, or its bytes. */
export interface FileRef {
  readonly given: string | Uint8Array;
  readonly place: Place;
}

/** In bytes. Licences and scripts are held in memory; the longest known are a thousandth of this. */
const LARGEST = 16 * 1024 * 1024;

/** The bytes of files, by what they were given as. */
export type Files = ReadonlyMap<string | Uint8Array, Uint8Array>;

/** @throws JacoPkgError naming every file that cannot be read */
export async function readFiles(refs: readonly FileRef[], cwd: string): Promise<Files> {
  const problems: ErrorProblem[] = [];
  const files = new Map<string | Uint8Array, Uint8Array>();
  for (const { given, place } of refs) {
    const read = typeof given === 'string' ? await load(given, cwd) : given;
    if (read instanceof Uint8Array) files.set(given, read);
    else problems.push({ ...read, place });
  }
  throwIfAny(problems);
  return files;
}

async function load(path: string, cwd: string): Promise<Uint8Array | ErrorProblem> {
  try {
    const { size } = await stat(resolve(cwd, path));
    if (size <= LARGEST) return await readFile(resolve(cwd, path));
    return { code: 'content_unreadable', message: `${path} is larger than ${LARGEST} bytes` };
  } catch (cause) {
    const code = systemCode(cause) === 'ENOENT' ? 'content_missing' : 'content_unreadable';
    return { code, message: `cannot read ${path}: ${reasonOf(cause)}` };
  }
}
