import { existsSync } from 'node:fs';
import { JacoPkgError } from '../errors.ts';
import { lookBehind, pathOn } from './disk.ts';
import { globBelow, type Progress } from './globs.ts';
import type { Item } from './item.ts';
import { type Seen, type Visit, walk } from './walk.ts';

/** What a pattern found. */
export interface Matches {
  /** Folder that the paths start in, as written; '' for the one relative paths start in. */
  readonly base: string;
  /** Files and links, sorted bytewise; at least one. */
  readonly matches: readonly Seen[];
  /** The folder that they have in common, with its slash; or ''. */
  readonly parent: string;
}

/**
 * The files and links that a pattern matches. A folder that it matches stands for all that is in
 * it. Folders below which nothing can match are not read.
 * @throws JacoPkgError with code `content_glob_no_match`
 */
export function findMatches(item: Item, pattern: string): Matches {
  const { base, glob } = globBelow(pattern.replace(/\/+$/, ''), item.content.place);
  const visit: Visit<Progress | 'all'> = (name, kind, mark) => {
    const keep = kind !== 'folder';
    if (mark === 'all') return { keep, into: mark };
    const here = glob.advance(mark, name);
    if (glob.accepts(here)) return { keep, into: 'all' };
    const inside = glob.advance(here, '/');
    return inside.length > 0 ? { keep: false, into: inside } : { keep: false };
  };
  const isFolder = base === '' || lookBehind(item, base)?.isDirectory();
  const matches = isFolder ? walk(item, base, glob.start, visit) : [];
  if (matches.length === 0) throw noMatch(item, pattern);
  return { base, matches, parent: commonParent(matches) };
}

/** They are sorted, so what the first and the last have in common, all have. */
function commonParent(sorted: readonly Seen[]): string {
  const first = sorted[0]?.path ?? '';
  const last = sorted.at(-1)?.path ?? '';
  let same = 0;
  while (same < first.length && first[same] === last[same]) same += 1;
  return first.slice(0, first.lastIndexOf('/', same - 1) + 1);
}

function noMatch({ cwd, content }: Item, pattern: string): JacoPkgError {
  const literal = existsSync(pathOn(cwd, pattern));
  return new JacoPkgError({
    code: 'content_glob_no_match',
    message: `the pattern ${pattern} matches no file`,
    place: content.place,
    hint: literal
      ? 'a file of just that name is there: set disable_globbing, or put a backslash before each special character'
      : (content.missingHint ?? `relative patterns start at ${cwd}`),
  });
}
