// Tar archives as deb(5) describes them, and opkg after it: data.tar with the files of a package,
// control.tar with what a package manager reads about it. Names begin with `./`, and the dialect is
// GNU's: dpkg refuses pax headers.
import type { Entry } from '../model/entry.ts';
import { type Segment, type Source, sizeOf } from '../model/segment.ts';
import { type TarMember, tarEnd, tarMember } from './tar.ts';

const ROOT = { uname: 'root', gname: 'root' } as const;

/**
 * The archive of a package's files, a member at a time, so that compressing can begin before all
 * files are read.
 * @param time of the root folder, in seconds since 1970
 */
export function* dataTar(entries: readonly Entry<Source>[], time: number): Generator<Segment> {
  if (entries.some(({ type }) => type !== 'ghost')) yield* rootFolder(time);
  for (const entry of entries) yield* dataMember(entry);
  yield tarEnd();
}

/**
 * A file of root's in control.tar, or in the archive around an ipk.
 * @param name without `./`
 * @param time in seconds since 1970
 */
export function rootFile(name: string, mode: number, body: Segment, time: number): Segment[] {
  const size = sizeOf([body]);
  return gnu({ name: `./${name}`, type: 'file', mode, ...ROOT, mtime: time, size }, body);
}

/**
 * dpkg-deb and OpenWrt's ipkg-build pack a folder, and so begin with the folder itself; without
 * files there is none.
 */
function rootFolder(mtime: number): Segment[] {
  return gnu({ name: './', type: 'dir', mode: 0o755, ...ROOT, mtime, size: 0 });
}

function dataMember(entry: Entry<Source>): Segment[] {
  const { mode, mtime, owner: uname, group: gname } = entry;
  const name = `.${entry.path}`;
  switch (entry.type) {
    case 'file': {
      const { size, body } = entry;
      return gnu({ name, type: 'file', mode, uname, gname, mtime, size }, body);
    }
    case 'dir': {
      const folder = name.replace(/\/*$/, '/');
      return gnu({ name: folder, type: 'dir', mode, uname, gname, mtime, size: 0 });
    }
    case 'symlink': {
      const linkname = entry.target;
      return gnu({ name, type: 'symlink', mode, uname, gname, mtime, linkname, size: 0 });
    }
    case 'ghost':
      return [];
  }
}

function gnu(member: TarMember, body?: Segment): Segment[] {
  return tarMember(member, 'gnu', body);
}
