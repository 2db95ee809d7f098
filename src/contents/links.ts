import { normalize } from 'node:path/posix';
import { JacoPkgError } from '../errors.ts';
import { linkTarget } from './disk.ts';
import { type Found, type Item, LINK_MODE, type Piece } from './item.ts';
import { checkTarget, entryPath, withoutEndSlash } from './paths.ts';

/** Type `symlink`: both ends are paths in the package, so the disk is never looked at. */
export function findSymlink({ content }: Item): Found {
  const { src, dst, place } = content;
  if (src === '') {
    throw new JacoPkgError({
      code: 'content_missing',
      message: `the link ${dst} has no target`,
      place,
      hint: 'name it in src',
    });
  }
  const target = withoutEndSlash(normalize(src));
  return {
    content,
    pieces: [link(entryPath(dst, place), checkTarget(target, place))],
    warnings: [],
  };
}

/** A link found on disk, with the text that it holds there. */
export function linkFrom(item: Item, name: string, path: string): Piece {
  return link(path, checkTarget(linkTarget(item, name), item.content.place));
}

function link(path: string, target: string): Piece {
  return { type: 'symlink', path, target, mode: LINK_MODE };
}
