import type { FormatName } from '../../model/package.ts';
import type { InspectedPackage, PackageEntry } from '../model.ts';
import { noteLeftOut, type Sides } from './side.ts';
import { withoutTopFolder } from './top-folder.ts';

type Entries = ReadonlyMap<string, PackageEntry>;

/** The entries of both packages by path, as far as both formats have them. */
export function comparableEntries(sides: Sides): readonly [Entries, Entries] {
  const { before, after, rules } = sides;
  if (!rules.isAcross) {
    // Archives of releases hold one folder, which has the version in its name.
    const isArchive = before.format === 'tarball';
    const entriesOf = (entries: readonly PackageEntry[]) =>
      byPath(isArchive ? withoutTopFolder(entries) : entries);
    return [entriesOf(before.entries), entriesOf(after.entries)];
  }
  const hasFlags = FLAGGED.has(before.format) && FLAGGED.has(after.format);
  if (!hasFlags) sides.note('not compared: which files are configuration: one of them cannot say');
  const pairs = [
    [before, after],
    [after, before],
  ] as const;
  const [a, b] = pairs.map(([read, other]) =>
    byPath(commonEntries(read, other, sides).map((entry) => plainEntry(entry, hasFlags))),
  );
  return withoutPlainFolders(a ?? new Map(), b ?? new Map(), sides);
}

function byPath(entries: readonly PackageEntry[]): Entries {
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** Formats that say which files are configuration. */
const FLAGGED: ReadonlySet<FormatName> = new Set(['deb', 'ipk', 'rpm', 'archlinux']);

/** Files that a format wants and others have no use for, or keep elsewhere. */
const FORMATS_OWN =
  /^\/usr\/share\/doc\/[^/]+\/changelog\.Debian\.gz$|^\/usr\/lib\/\.build-id(\/|$)/;

function commonEntries(
  read: InspectedPackage,
  other: InspectedPackage,
  sides: Sides,
): PackageEntry[] {
  const others = new Set(other.entries.map(({ path }) => path));
  const isOwn = ({ path, type }: PackageEntry) =>
    type === 'ghost' || (FORMATS_OWN.test(path) && !others.has(path));
  const leftOut = read.entries.filter(isOwn).map(({ path }) => path);
  noteLeftOut(sides, read.format, 'files', leftOut);
  return read.entries.filter((entry) => !isOwn(entry));
}

/** Links to one file have no order that means anything; of the flags, one is common to all. */
function plainEntry(entry: PackageEntry, hasFlags: boolean): PackageEntry {
  const isConfig = hasFlags && entry.flags.includes('config');
  const plain = { ...entry, flags: isConfig ? (['config'] as const) : [] };
  return entry.type === 'hardlink' ? { ...plain, type: 'file', target: '' } : plain;
}

/** Formats differ in whether a package has the folders that its files are in. */
function withoutPlainFolders(before: Entries, after: Entries, sides: Sides): [Entries, Entries] {
  let count = 0;
  const without = (these: Entries, those: Entries) =>
    new Map(
      [...these].filter(([path, entry]) => {
        const isLeftOut = !those.has(path) && isPlainFolder(entry);
        if (isLeftOut) count += 1;
        return !isLeftOut;
      }),
    );
  const result: [Entries, Entries] = [without(before, after), without(after, before)];
  if (count > 0) {
    const folders = count === 1 ? 'a folder' : `${count} folders`;
    sides.note(`not compared: ${folders} of root's, mode 0755, that only one of them lists`);
  }
  return result;
}

function isPlainFolder({ type, mode, owner, group, uid, gid }: PackageEntry): boolean {
  const isRoot = (owner || String(uid)) === (owner ? 'root' : '0');
  const isRootGroup = (group || String(gid)) === (group ? 'root' : '0');
  return type === 'dir' && mode === 0o755 && isRoot && isRootGroup;
}
