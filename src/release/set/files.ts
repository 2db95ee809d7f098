// What of a release is no package: files that are copied as they are.
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type ErrorProblem, systemCode } from '../../errors.ts';
import { expandFor } from '../../extensions/index.ts';
import type { Input } from '../../model/entry.ts';
import { fileIdentity } from '../../model/identity.ts';
import type { Place } from '../../model/problem.ts';
import type { Slot } from './slots.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A file as the settings name it, its variables expanded. */
export interface Named {
  /** As written, but for the variables. */
  readonly path: string;
  readonly place: Place;
}

/** A file of the release that is there. */
export interface FoundFile {
  /** In the release. */
  readonly name: string;
  readonly input: Input;
}

/** Every path that the texts make for the packages, each once. */
export function pathsFor(
  texts: readonly string[],
  slots: readonly Slot[],
  env: Env,
  locate: (index: number) => Place,
): Named[] {
  const paths = new Map<string, Named>();
  for (const [index, text] of texts.entries()) {
    for (const { pkg } of slots) {
      const path = expandFor(text, pkg, env);
      if (!paths.has(path)) paths.set(path, { path, place: locate(index) });
    }
  }
  return [...paths.values()];
}

export function nameOf({ path }: Named): string {
  return basename(path);
}

/** Looks for files; nothing is read. */
export async function findFiles(
  wanted: readonly Named[],
  cwd: string,
): Promise<{ files: FoundFile[]; problems: ErrorProblem[] }> {
  const files: FoundFile[] = [];
  const problems: ErrorProblem[] = [];
  for (const named of wanted) {
    const found = await look(named, cwd);
    if ('code' in found) problems.push(found);
    else files.push(found);
  }
  return { files, problems };
}

async function look(named: Named, cwd: string): Promise<FoundFile | ErrorProblem> {
  const { path: name, place } = named;
  const path = resolve(cwd, name);
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      return { code: 'content_special_file', message: `${name} is no regular file`, place };
    }
    const { size, mtimeMs } = stats;
    const identity = fileIdentity(stats, path);
    return { name: nameOf(named), input: { kind: 'disk', path, name, size, mtimeMs, identity } };
  } catch (cause) {
    const code = systemCode(cause);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { code: 'content_missing', message: `${name} does not exist`, place }
      : { code: 'content_unreadable', message: `${name} cannot be read: ${code}`, place };
  }
}
