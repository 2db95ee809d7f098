import { type ErrorProblem, throwIfAny } from '../errors.ts';
import type { DirEntry, PlannedEntry } from '../model/entry.ts';
import type { Place } from '../model/problem.ts';
import type { Content } from '../model/recipe.ts';
import { isSystemFolder } from './filesystem-dirs.ts';
import { isTree, lendsOwner } from './find.ts';
import { firstOf } from './gather.ts';
import { FOLDER_MODE, type Found, type Piece } from './item.ts';
import { Layout, type ParentOf } from './layout.ts';
import { packagePath } from './paths.ts';

interface Owner {
  readonly owner: string;
  readonly group: string;
}

const ROOT: Owner = { owner: 'root', group: 'root' };

export interface Planned {
  readonly entries: readonly PlannedEntry[];
  readonly problems: readonly ErrorProblem[];
}

interface Known {
  readonly found: readonly Found[];
  readonly time: number;
  readonly planned: Planned;
}

/** By the first that was found: packages that differ in their format alone have one plan. */
const plans = new WeakMap<Found, Known>();

/** Puts what the items bring into one sorted list, in the order of the items. */
export function plan(found: readonly Found[], time: number): Planned {
  const [first] = found;
  const known = first && plans.get(first);
  if (known?.time === time && areSame(known.found, found)) return known.planned;
  const planned = put(found, time);
  if (first) plans.set(first, { found, time, planned });
  return planned;
}

function areSame(one: readonly Found[], other: readonly Found[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function put(found: readonly Found[], time: number): Planned {
  const layout = new Layout();
  const problems: ErrorProblem[] = [];
  for (const { content, pieces } of found) {
    const parent = parentFor(content, time);
    const replaces = replacing(content);
    const collisions = pieces.flatMap((piece) =>
      layout.add(settle(piece, content, time), parent, replaces(piece)),
    );
    problems.push(...firstOf(collisions));
  }
  return { entries: layout.sorted(), problems };
}

/**
 * Adds the entries that a format brings by itself to a sorted plan.
 * @throws JacoPkgError with code `content_collision`
 */
export function withGenerated(
  entries: readonly PlannedEntry[],
  generated: readonly PlannedEntry[],
): readonly PlannedEntry[] {
  if (generated.length === 0) return entries;
  const layout = new Layout(entries);
  throwIfAny(
    generated.flatMap((entry) =>
      layout.add(entry, (path) => implicitFolder(path, ROOT, entry.mtime, entry.place)),
    ),
  );
  return layout.sorted();
}

/**
 * As in nfpm, a tree takes the place of what earlier items put below its root, so that one may lie
 * over another. At the root itself the two would be the same item twice.
 */
function replacing({ type, dst, place }: Content): (piece: Piece) => boolean {
  if (!isTree(type)) return () => false;
  const root = packagePath(dst, place);
  return ({ path }) => path !== root;
}

function parentFor(content: Content, time: number): ParentOf {
  const lent = lendsOwner(content.type) ? ownerOf(content) : ROOT;
  return (path) => implicitFolder(path, isSystemFolder(path) ? ROOT : lent, time, content.place);
}

function implicitFolder(path: string, owner: Owner, mtime: number, place: Place): DirEntry {
  return { type: 'dir', path, mode: FOLDER_MODE, ...owner, mtime, place, implicit: true };
}

function settle(piece: Piece, content: Content, time: number): PlannedEntry {
  const { place } = content;
  const isSystems = piece.type === 'dir' && piece.implicit && isSystemFolder(piece.path);
  const { owner, group } = isSystems ? ROOT : ownerOf(content);
  const mtime = isSystems ? time : Math.floor(content.mtime ?? time);
  // The spread comes last because V8 takes twenty times as long for it in front.
  return { owner, group, mtime, place, ...piece };
}

function ownerOf({ owner, group }: Content): Owner {
  return { owner: owner || ROOT.owner, group: group || ROOT.group };
}
