import { compareUtf8 } from '../../model/order.ts';
import type { PackageEntry } from '../model.ts';
import { comparableEntries } from './comparable-entries.ts';
import type { EntryChange, ValueChange } from './model.ts';
import type { DiffRules, Sides } from './side.ts';

type Entries = ReadonlyMap<string, PackageEntry>;

export function diffEntries(sides: Sides): EntryChange[] {
  const [before, after] = comparableEntries(sides);
  const removed = missingFrom(after, before);
  const added = missingFrom(before, after);
  const moves = movesOf(removed, added);
  const from = new Set([...moves.values()].map(({ path }) => path));
  return [
    ...changed(before, after, sides.rules),
    ...removed
      .filter(({ path }) => !from.has(path))
      .map(
        (entry) => ({ path: entry.path, change: 'removed', before: entry, changes: [] }) as const,
      ),
    ...added.map((entry) => addedOrMoved(entry, moves.get(entry.path), sides.rules)),
  ].sort((a, b) => compareUtf8(a.path, b.path));
}

function missingFrom(those: Entries, these: Entries): PackageEntry[] {
  return [...these.values()].filter(({ path }) => !those.has(path));
}

function changed(before: Entries, after: Entries, rules: DiffRules): EntryChange[] {
  return [...before.values()].flatMap((old): EntryChange[] => {
    const now = after.get(old.path);
    const changes = now ? changesOf(old, now, rules) : [];
    if (!now || changes.length === 0) return [];
    return [{ path: old.path, change: 'changed', before: old, after: now, changes }];
  });
}

function addedOrMoved(
  after: PackageEntry,
  before: PackageEntry | undefined,
  rules: DiffRules,
): EntryChange {
  const { path } = after;
  if (!before) return { path, change: 'added', after, changes: [] };
  return { path, change: 'moved', before, after, changes: changesOf(before, after, rules) };
}

/** By new path: the file with the same content that is gone, where there is but one of each. */
function movesOf(
  removed: readonly PackageEntry[],
  added: readonly PackageEntry[],
): ReadonlyMap<string, PackageEntry> {
  const [gone, come] = [byContent(removed), byContent(added)];
  const moves = new Map<string, PackageEntry>();
  for (const [sha256, [entry, ...others]] of come) {
    const [old, ...olds] = gone.get(sha256) ?? [];
    if (entry && old && others.length + olds.length === 0) moves.set(entry.path, old);
  }
  return moves;
}

function byContent(entries: readonly PackageEntry[]): Map<string, PackageEntry[]> {
  const found = new Map<string, PackageEntry[]>();
  for (const entry of entries) {
    const { sha256 } = entry.digests;
    if (entry.type !== 'file' || entry.size === 0 || sha256 === undefined) continue;
    found.set(sha256, [...(found.get(sha256) ?? []), entry]);
  }
  return found;
}

interface Facet {
  readonly what: string;
  value(entry: PackageEntry): string;
  /** When it counts; always, where nothing is said. */
  counts?(rules: DiffRules): boolean;
}

const withinFormat = (rules: DiffRules) => !rules.isAcross;

const FACETS: readonly Facet[] = [
  { what: 'type', value: ({ type }) => type },
  // Nothing looks at the mode of a link.
  { what: 'mode', value: ({ type, mode }) => (type === 'symlink' ? '' : octal(mode)) },
  { what: 'owner', value: ownerOf },
  { what: 'size', value: ({ type, size }) => (type === 'file' ? String(size) : '') },
  { what: 'content', value: ({ digests }) => digests.sha256 ?? '' },
  { what: 'target', value: ({ target }) => target },
  { what: 'flags', value: ({ flags }) => [...flags].sort().join(' ') },
  { what: 'capabilities', value: ({ capabilities = '' }) => capabilities, counts: withinFormat },
  { what: 'mtime', value: ({ mtime }) => String(mtime), counts: ({ times }) => times },
];

function changesOf(before: PackageEntry, after: PackageEntry, rules: DiffRules): ValueChange[] {
  return FACETS.filter(({ counts }) => counts?.(rules) ?? true)
    .map(({ what, value }) => ({ what, before: value(before), after: value(after) }))
    .filter((change) => change.before !== change.after);
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function ownerOf({ owner, group, uid, gid }: PackageEntry): string {
  const name = (text: string, id: number) => text || (id === 0 ? 'root' : String(id));
  return `${name(owner, uid)}:${name(group, gid)}`;
}
