// A tar archive by pax(1) with everything in one folder, so that unpacking it scatters nothing:
//   tarball = { folder, members of the package below it, end }
import { tarEnd, tarMember } from '../container/tar.ts';
import type { Entry } from '../model/entry.ts';
import type { Package } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';
import { stem } from './names.ts';

/** It all belongs to root:root; whoever unpacks it owns it anyway. Ghosts have no content to pack. */
const OWNER = { uname: 'root', gname: 'root' };

export function tarballLayout(pkg: Package, entries: readonly Entry<Source>[]): Segment[] {
  const folder = { ...OWNER, type: 'dir', mode: 0o755, mtime: pkg.time, size: 0 } as const;
  return [
    ...tarMember({ ...folder, name: `${stem(pkg)}/` }, 'pax'),
    ...entries.flatMap((entry) => member(entry, stem(pkg))),
    tarEnd(),
  ];
}

function member(entry: Entry<Source>, folder: string): Segment[] {
  // The root is the folder itself.
  if (entry.path === '/') return [];
  const { path, mode, mtime } = entry;
  const common = { ...OWNER, name: folder + path, mode, mtime, size: 0 };
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
