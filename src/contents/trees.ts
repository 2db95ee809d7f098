// Type `tree` and its kin: a folder as it is, with its folders and links.
import type { Stats } from 'node:fs';
import type { Content } from '../model/recipe.ts';
import { look, modeOf } from './disk.ts';
import { isSystemFolder } from './filesystem-dirs.ts';
import { mapAll } from './gather.ts';
import { parsePattern } from './glob-syntax.ts';
import { Glob } from './globs.ts';
import { FOLDER_MODE, type Found, type Item, type Piece } from './item.ts';
import { linkFrom } from './links.ts';
import { below, entryPath, packagePath, withoutEndSlash } from './paths.ts';
import { fileAt, sourceOf } from './single.ts';
import { joined, type Visit, walk } from './walk.ts';

/** Whether the package does not own a folder, although the tree has it. */
type Disowned = (path: string) => boolean;

/** The root of the tree is followed where it is a link; the links in it are not. */
export function findTree(item: Item): Found {
  const { content } = item;
  const { dst, place } = content;
  const name = withoutEndSlash(sourceOf(item));
  const stats = look(item, name, true);
  if (!stats.isDirectory()) {
    const piece = fileAt(item, name, stats, entryPath(dst, place));
    return { content, pieces: [piece], newestMs: stats.mtimeMs, warnings: [] };
  }
  const root = packagePath(dst, place);
  const isDisowned = disowner(content);
  let newestMs = stats.mtimeMs;
  const inside = walk(item, name, root, unlessExcluded(item));
  const members = mapAll(inside, (seen) => {
    const path = below(root, seen.path, place);
    const from = joined(name, seen.path);
    if (seen.kind === 'link') return linkFrom(item, from, path);
    const facts = look(item, from, false);
    newestMs = Math.max(newestMs, facts.mtimeMs);
    return seen.kind === 'file'
      ? fileAt(item, from, facts, path)
      : folderAt(item, facts, path, isDisowned);
  });
  const pieces = root === '/' ? members : [folderAt(item, stats, root, isDisowned), ...members];
  return { content, pieces, newestMs, warnings: [] };
}

/** Everything but what is left out, and what lies in that. The mark is the path so far. */
function unlessExcluded({ exclusion }: Item): Visit<string> {
  return (name, kind, mark) => {
    const path = joined(mark, name);
    if (exclusion.matches(path, kind === 'folder')) return { keep: false };
    return { keep: true, into: path };
  };
}

/** The system's own folders are no more than parents here, whatever they are on this machine. */
function folderAt(item: Item, stats: Stats, path: string, isDisowned: Disowned): Piece {
  if (isSystemFolder(path)) return { type: 'dir', path, mode: FOLDER_MODE, implicit: true };
  return { type: 'dir', path, mode: modeOf(item, stats), implicit: isDisowned(path) };
}

function disowner({ disownSubtree, place }: Content): Disowned {
  const patterns = disownSubtree.map((pattern) =>
    withoutEndSlash(`/${pattern.replace(/^\/+/, '')}`),
  );
  const globs = patterns.map((pattern) => new Glob(parsePattern(pattern, place)));
  return (path) => patterns.includes(path) || globs.some((glob) => glob.matches(path));
}
