// Going through folders level by level, as far as somebody is interested. Links are seen, never
// followed, so that there is no way round in circles.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { compareUtf8 } from '../model/order.ts';
import { diskError, pathOn } from './disk.ts';
import type { Item } from './item.ts';
import { mapAll } from './limit.ts';

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
export async function walk<Mark>(
  item: Item,
  folder: string,
  mark: Mark,
  visit: Visit<Mark>,
): Promise<readonly Seen[]> {
  const kept: Seen[] = [];
  let level: readonly { readonly path: string; readonly mark: Mark }[] = [{ path: '', mark }];
  while (level.length > 0) {
    const listed = await mapAll(level, async (at) => ({
      ...at,
      members: await list(item, at.path === '' ? folder : joined(folder, at.path)),
    }));
    const next: { path: string; mark: Mark }[] = [];
    for (const at of listed) {
      for (const member of at.members) {
        const path = at.path === '' ? member.name : `${at.path}/${member.name}`;
        const kind = kindOf(member);
        const { keep, into } = visit(member.name, kind, at.mark);
        if (keep) kept.push({ path, kind });
        if (kind === 'folder' && into !== undefined) next.push({ path, mark: into });
      }
    }
    level = next;
  }
  return kept.sort((a, b) => compareUtf8(sortKey(a), sortKey(b)));
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

/** As the entries of a package are sorted: a folder by its name and a slash. */
function sortKey({ path, kind }: Seen): string {
  return kind === 'folder' ? `${path}/` : path;
}

function kindOf(member: Dirent): Seen['kind'] {
  if (member.isSymbolicLink()) return 'link';
  return member.isDirectory() ? 'folder' : 'file';
}

async function list(item: Item, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder === '' ? item.cwd : pathOn(item.cwd, folder), {
      withFileTypes: true,
    });
  } catch (cause) {
    throw await diskError(cause, item, folder || '.');
  }
}
