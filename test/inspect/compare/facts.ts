// Facts of a package as two readers see them.
import type { InspectedPackage, PackageEntry } from '../../../src/inspect/index.ts';
import { textOf } from '../../../src/inspect/text.ts';

/** What is told of a package: `entries./usr/bin/x.mode` -> `755`. */
export type Facts = Map<string, string>;

/** A kind of package, and who else can read it. */
export interface Kind {
  readonly name: string;
  /** Who it is compared with. */
  readonly by: string;
  /** Programs that must be there. */
  readonly needs: readonly string[];
  /** Names of such packages. */
  readonly ending: RegExp;
  /** The facts in our reading that `theirs` tells as well. */
  ours(read: InspectedPackage): Facts;
  /** What the others say; `scratch` is an empty folder for them. */
  theirs(path: string, scratch: string): Facts;
}

/** Facts of one entry, by names that all readers share. */
export interface EntryFacts {
  readonly path: string;
  readonly type: string;
  readonly mode: string;
  readonly owner: string;
  readonly size?: string;
  readonly mtime?: string;
  readonly target?: string;
  readonly sha256?: string;
  readonly flags?: string;
  readonly capabilities?: string;
}

export function addEntries(facts: Facts, entries: readonly EntryFacts[]): void {
  facts.set('number of paths', String(new Set(entries.map(({ path }) => path)).size));
  for (const { path, ...rest } of entries) {
    for (const [key, value] of Object.entries(rest)) {
      if (value !== undefined) facts.set(`entries.${path}.${key}`, value);
    }
  }
}

/** The entries that we see. */
export function ourEntries(read: InspectedPackage): EntryFacts[] {
  return read.entries.map((entry) => {
    const { type, digests } = entry;
    const hasContent = type === 'file' || type === 'hardlink';
    return {
      path: entry.path,
      type,
      mode: entry.mode.toString(8),
      owner: ownerOf(entry),
      mtime: String(entry.mtime),
      ...(type === 'file' && { size: String(entry.size) }),
      ...(hasContent && { sha256: digests.sha256 ?? 'missing' }),
      ...((type === 'symlink' || type === 'hardlink') && { target: entry.target }),
    };
  });
}

function ownerOf({ owner, group, uid, gid }: PackageEntry): string {
  return `${owner || uid}:${group || gid}`;
}

/** Whether what the package says of itself is true. */
export function ourChecks({ checks }: InspectedPackage): string {
  return checks.every(({ ok }) => ok) ? 'right' : 'wrong';
}

/** Files about the package, under the names that `keep` lets through. */
export function addControlFiles(
  facts: Facts,
  files: Iterable<readonly [name: string, bytes: Uint8Array]>,
): void {
  for (const [name, bytes] of files) {
    facts.set(`control.${name}`, Buffer.from(bytes).toString('latin1'));
  }
}

/** What a program printed, read as latin1, by our convention for what is not UTF-8. */
export function decoded(latin1: string): string {
  return textOf(Buffer.from(latin1, 'latin1'));
}

/** Sorted, one in a line. */
export function list(items: Iterable<string>): string {
  return [...items].sort().join('\n');
}
