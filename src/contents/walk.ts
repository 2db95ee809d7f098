// Going through folders as far as somebody is interested. Links are seen, never followed, so that
// there is no way round in circles.
import { type Dirent, readdirSync } from 'node:fs';
import { type ErrorProblem, throwIfAny } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';
import { diskError, pathOn } from './disk.ts';
import { firstOf } from './gather.ts';
import type { Item } from './item.ts';

/** Something below the folder that the walk started in. */
export interface Seen {
  /** Path from there, without a slash at either end. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** What to do about something in a folder. */
export interface Interest<Mark> {
  /** Whether it belongs to the result. */
  readonly keep: boolean;
  /** For a folder to go into: what {@link Visit} is told about all that is in it. */
  readonly into?: Mark;
}

export type Visit<Mark> = (name: string, kind: Seen['kind'], mark: Mark) => Interest<Mark>;

/** All that was kept, sorted bytewise, each folder before what is in it. */
export function walk<Mark>(
  item: Item,
  folder: string,
  mark: Mark,
  visit: Visit<Mark>,
): readonly Seen[] {
  const kept: Seen[] = [];
  const problems: ErrorProblem[] = [];
  const enter = (parent: string, mark: Mark) => {
    const from = parent === '' ? folder : joined(folder, parent);
    for (const { name, kind } of list(item, from, problems)) {
      const path = joined(parent, name);
      const { keep, into } = visit(name, kind, mark);
      if (keep) kept.push({ path, kind });
      if (kind === 'folder' && into !== undefined) enter(path, into);
    }
  };
  enter('', mark);
  throwIfAny(firstOf(problems));
  return kept;
}

/** Everything below a folder, for {@link walk}. */
export function everything(): Interest<true> {
  return { keep: true, into: true };
}

/** A path as the user would write it, from a folder as the user wrote it. */
export function joined(folder: string, path: string): string {
  if (folder === '') return path;
  return folder.endsWith('/') ? `${folder}${path}` : `${folder}/${path}`;
}

interface Member {
  readonly name: string;
  readonly kind: Seen['kind'];
}

/** What is in a folder, in the order of the entries of a package: folders by name and a slash. */
function list(item: Item, folder: string, problems: ErrorProblem[]): Member[] {
  try {
    return readdirSync(folder === '' ? item.cwd : pathOn(item.cwd, folder), { withFileTypes: true })
      .map((member) => ({ name: member.name, kind: kindOf(member) }))
      .sort((a, b) => compareUtf8(sortKey(a), sortKey(b)));
  } catch (cause) {
    problems.push(...diskError(cause, item, folder || '.').problems);
    return [];
  }
}

function kindOf(member: Dirent): Seen['kind'] {
  if (member.isSymbolicLink()) return 'link';
  return member.isDirectory() ? 'folder' : 'file';
}

function sortKey({ name, kind }: Member): string {
  return kind === 'folder' ? `${name}/` : name;
}
