// Types `file` and `config`: one file, or all files of a folder, or what a pattern matches.
import { JacoPkgError, type Warning } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';
import { look, lookBehind } from './disk.ts';
import { mapAll } from './gather.ts';
import { isPattern } from './glob-syntax.ts';
import type { Found, Item, Piece } from './item.ts';
import { linkFrom } from './links.ts';
import { findMatches } from './matches.ts';
import { below, entryPath, nameOf, packagePath, withoutEndSlash } from './paths.ts';
import { dataOf, fileAt, fromMemory, sourceOf } from './single.ts';
import { everything, joined, type Seen, walk } from './walk.ts';

export function findFiles(item: Item): Found {
  const { content } = item;
  const data = dataOf(content);
  if (data) return fromMemory(item, data);
  const src = sourceOf(item);
  if (item.globbing && isPattern(src)) {
    const { base, matches, parent } = findMatches(item, src);
    return collect(item, base, matches, parent);
  }
  const name = withoutEndSlash(src);
  const stats = look(item, name, false);
  if (stats.isSymbolicLink()) return findLink(item, name);
  if (stats.isDirectory()) return findFolder(item, name);
  const folder = content.dst.endsWith('/');
  const path = entryPath(folder ? content.dst + nameOf(name) : content.dst, content.place);
  const piece = fileAt(item, name, stats, path);
  return { content, pieces: [piece], newestMs: stats.mtimeMs, warnings: [] };
}

/**
 * A link given as src is packed as a link. As in nfpm, its dst is taken for a folder when the link
 * leads nowhere on this machine. With a slash behind it, the folder it leads to is meant.
 */
function findLink(item: Item, name: string): Found {
  const { content } = item;
  const target = lookBehind(item, name);
  if (target?.isDirectory() && content.src.endsWith('/')) return findFolder(item, name);
  const inFolder = content.dst.endsWith('/') || !target;
  const path = inFolder
    ? below(packagePath(content.dst, content.place), nameOf(name), content.place)
    : entryPath(content.dst, content.place);
  const piece = linkFrom(item, name, path);
  return { content, pieces: [piece], warnings: [] };
}

function findFolder(item: Item, name: string): Found {
  const files = walk(item, name, true, everything).filter(({ kind }) => kind !== 'folder');
  if (files.length > 0) return collect(item, name, files, '');
  throw new JacoPkgError({
    code: 'content_glob_no_match',
    message: `the folder ${name} holds no files`,
    place: item.content.place,
    hint: 'for folders themselves, use type tree, or type dir without src',
  });
}

/**
 * The files and links found below a folder. What they have in common, up to the slash at the end
 * of `parent`, is not part of their destination; and when dst ends in a slash, only their names are.
 */
function collect(item: Item, base: string, found: readonly Seen[], parent: string): Found {
  const { content } = item;
  const { dst, place } = content;
  const folder = packagePath(dst, place);
  const leftOut: string[] = [];
  let newestMs: number | undefined;
  const pieces = mapAll(found, ({ path, kind }): Piece | undefined => {
    const within = dst.endsWith('/') ? nameOf(path) : path.slice(parent.length);
    const target = below(folder, within, place);
    if (item.exclusion.matchesBelow(folder, target)) return undefined;
    const name = joined(base, path);
    if (kind === 'file') {
      const stats = look(item, name, false);
      newestMs = Math.max(newestMs ?? stats.mtimeMs, stats.mtimeMs);
      return fileAt(item, name, stats, target);
    }
    if (!lookBehind(item, name)?.isDirectory()) return linkFrom(item, name, target);
    leftOut.push(name);
    return undefined;
  });
  return {
    content,
    pieces: pieces.filter((piece) => piece !== undefined),
    ...(newestMs === undefined ? {} : { newestMs }),
    warnings: leftOut.length > 0 ? [linksLeftOut(item, leftOut)] : [],
  };
}

function linksLeftOut({ content }: Item, names: string[]): Warning {
  const [first, ...others] = names.sort(compareUtf8);
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return {
    code: 'content_left_out',
    message: `links to folders are left out of ${content.src}: ${first}${more}`,
    place: content.place,
    hint: 'type tree keeps them',
  };
}
