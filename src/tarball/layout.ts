// A tar archive by pax(1) with everything in one folder, so that unpacking it scatters nothing, but
// for one that is to have none:
//   tarball = { [ folder ], members of the package below it, end }
import { tarEnd, tarMember } from '../container/tar.ts';
import type { Entry } from '../model/entry.ts';
import type { Package } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';
import { stem } from './names.ts';

/** It all belongs to root:root; whoever unpacks it owns it anyway. Ghosts have no content to pack. */
const OWNER = { uname: 'root', gname: 'root' };

export function* tarballLayout(
  pkg: Package,
  entries: readonly Entry<Source>[],
): Generator<Segment> {
  const folders = rootFolders(pkg);
  for (const name of folders) {
    const folder = { ...OWNER, type: 'dir', name, mode: 0o755, mtime: pkg.time, size: 0 } as const;
    yield* tarMember(folder, 'pax');
  }
  const prefix = folders.at(-1) ?? '';
  for (const entry of entries) yield* member(entry, prefix);
  yield tarEnd();
}

/** The folder that holds everything, and what it lies in, each with a slash at the end. */
function rootFolders(pkg: Package): string[] {
  const root = pkg.tarball?.root || stem(pkg);
  if (root === '.') return [];
  const names = root.split('/');
  return names.map((_, depth) => `${names.slice(0, depth + 1).join('/')}/`);
}

/** @param prefix what is in front of the path, with a slash at the end; or '' */
function member(entry: Entry<Source>, prefix: string): Segment[] {
  // The root is the folder itself.
  if (entry.path === '/') return [];
  const { path, mode, mtime } = entry;
  const common = { ...OWNER, name: prefix + path.slice(1), mode, mtime, size: 0 };
  switch (entry.type) {
    case 'file':
      return tarMember({ ...common, type: 'file', size: entry.size }, 'pax', entry.body);
    case 'symlink':
      return tarMember({ ...common, type: 'symlink', mode: 0o777, linkname: entry.target }, 'pax');
    case 'dir':
      return tarMember({ ...common, type: 'dir', name: `${common.name}/` }, 'pax');
    case 'ghost':
      return [];
  }
}
