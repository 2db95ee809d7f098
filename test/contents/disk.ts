import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expand, Finder } from '../../src/contents/index.ts';
import { type ErrorProblem, formatProblem, JacoPkgError } from '../../src/errors.ts';
import type { PlannedEntry } from '../../src/model/entry.ts';
import type { FormatName } from '../../src/model/package.ts';
import type { Content, Recipe } from '../../src/model/recipe.ts';
import { recipeOf } from '../support/recipe.ts';

/** The time of everything that {@link layOut} makes, unless it is told otherwise. */
export const DISK_TIME = 1_600_000_000;

interface Spec {
  readonly text?: string;
  /** Target of a link. */
  readonly link?: string;
  readonly mode?: number;
  readonly mtime?: number;
}

/** Makes files (a text), links and folders (a path with a slash at its end) below a folder. */
export function layOut(folder: string, specs: Readonly<Record<string, string | Spec>>): string {
  const parents = Object.keys(specs).flatMap((name) =>
    [...name.matchAll(/(?!^)\/(?=.)/g)].map(({ index }) => name.slice(0, index + 1)),
  );
  const all = { ...Object.fromEntries(parents.map((parent) => [parent, ''])), ...specs };
  const made = Object.entries(all).map(([name, given]) => {
    const spec = typeof given === 'string' ? { text: given } : given;
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (spec.link !== undefined) symlinkSync(spec.link, path);
    else if (!name.endsWith('/')) writeFileSync(path, spec.text ?? '');
    return { path, isFolder: name.endsWith('/'), spec };
  });
  // Deepest first: what happens in a folder changes the folder's time.
  for (const { path, isFolder, spec } of made.sort((a, b) => b.path.length - a.path.length)) {
    if (spec.link !== undefined) continue;
    chmodSync(path, spec.mode ?? (isFolder ? 0o755 : 0o644));
    const time = spec.mtime ?? DISK_TIME;
    utimesSync(path, time, time);
  }
  return folder;
}

/** Expands items that are relative to a folder. */
export async function expandIn(
  cwd: string,
  contents: readonly Partial<Content>[],
  change: Partial<Recipe> = {},
  format: FormatName = 'deb',
) {
  return expand(recipeOf(contents, change, format), new Finder(cwd));
}

/** The entries as text: `0755 root:root /usr/bin/`, `... /a -> b`, `... /a = input`. */
export async function rows(...args: Parameters<typeof expandIn>): Promise<string[]> {
  return (await expandIn(...args)).entries.map(row);
}

export function row(entry: PlannedEntry): string {
  const mode = entry.mode.toString(8).padStart(4, '0');
  return `${mode} ${entry.owner}:${entry.group} ${pathOf(entry)}${details(entry)}`;
}

/** Only the paths, folders with a slash, without implicit ones. */
export async function paths(...args: Parameters<typeof expandIn>): Promise<string[]> {
  const { entries } = await expandIn(...args);
  return entries.filter((entry) => entry.type !== 'dir' || !entry.implicit).map(pathOf);
}

function pathOf(entry: PlannedEntry): string {
  return entry.type === 'dir' ? `${entry.path}/` : entry.path;
}

function details(entry: PlannedEntry): string {
  switch (entry.type) {
    case 'file':
      return ` = ${entry.body.name}${entry.role === 'plain' ? '' : ` (${entry.role})`}`;
    case 'symlink':
      return ` -> ${entry.target}`;
    case 'dir':
      return entry.implicit ? ' (implicit)' : '';
    case 'ghost':
      return ' (ghost)';
  }
}

/** The problems of an expansion that must fail. */
export async function problemsIn(
  ...args: Parameters<typeof expandIn>
): Promise<readonly ErrorProblem[]> {
  const error = await expandIn(...args).then(
    () => new Error('nothing was wrong'),
    (reason: unknown) => reason,
  );
  if (error instanceof JacoPkgError) return error.problems;
  throw error;
}

/** The same as text, with their codes. */
export async function complaints(...args: Parameters<typeof expandIn>): Promise<string[]> {
  return (await problemsIn(...args)).map((problem) => `${problem.code} ${formatProblem(problem)}`);
}
