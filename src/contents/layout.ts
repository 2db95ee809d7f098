import type { ErrorProblem } from '../errors.ts';
import type { DirEntry, PlannedEntry } from '../model/entry.ts';
import { compareUtf8 } from '../model/order.ts';
import { collision } from './collide.ts';
import { parentOf } from './paths.ts';

/** What parent folders are like that nobody asked for. */
export type ParentOf = (path: string) => DirEntry;

/** The paths of a package while it is put together: one entry for each, and its parents. */
export class Layout {
  readonly #entries = new Map<string, PlannedEntry>();

  constructor(entries: readonly PlannedEntry[] = []) {
    for (const entry of entries) this.#entries.set(entry.path, entry);
  }

  /**
   * Adds an entry and the parents it lacks. With `replace`, it takes the place of another of its
   * kind. Gives what stood in the way; then the entry is not added.
   */
  add(entry: PlannedEntry, parent: ParentOf, replace = false): ErrorProblem[] {
    const blocked = this.#addParents(entry, parent);
    if (blocked) return [blocked];
    const present = this.#entries.get(entry.path);
    if (!present || mayReplace(present, entry, replace)) this.#entries.set(entry.path, entry);
    else if (!isImplicit(entry) || present.type !== 'dir') return [collision(present, entry)];
    return [];
  }

  /** All entries, sorted bytewise, a folder by its path and a slash. */
  sorted(): PlannedEntry[] {
    return [...this.#entries.values()]
      .map((entry) => ({ entry, key: entry.type === 'dir' ? `${entry.path}/` : entry.path }))
      .sort((a, b) => compareUtf8(a.key, b.key))
      .map(({ entry }) => entry);
  }

  #addParents(entry: PlannedEntry, parent: ParentOf): ErrorProblem | undefined {
    const missing: string[] = [];
    for (let path = parentOf(entry.path); path !== '/'; path = parentOf(path)) {
      const present = this.#entries.get(path);
      if (present?.type === 'dir') break;
      if (present) return collision(present, entry);
      missing.push(path);
    }
    for (const path of missing) this.#entries.set(path, parent(path));
    return undefined;
  }
}

function mayReplace(present: PlannedEntry, entry: PlannedEntry, replace: boolean): boolean {
  if ((present.type === 'dir') !== (entry.type === 'dir') || isImplicit(entry)) return false;
  return replace || isImplicit(present);
}

function isImplicit(entry: PlannedEntry): boolean {
  return entry.type === 'dir' && entry.implicit;
}
