import { type TarMember, tarEnd, tarMember } from '../../container/tar.ts';
import type { Entry } from '../../model/entry.ts';
import type { Package } from '../../model/package.ts';
import type { Segment, Source } from '../../model/segment.ts';
import { versionName } from '../names.ts';
import type { Scriptlet } from './scriptlets.ts';

export function tarName(pkg: Package): string {
  return `${stem(pkg)}.tar`;
}

export function scriptName(pkg: Package, { suffix }: Scriptlet): string {
  return `${stem(pkg)}.${suffix}`;
}

/** All sources are in one folder with those of other packages. */
function stem({ name, version }: Package): string {
  return `${name}-${versionName(version)}`;
}

/**
 * The files, as rpmbuild wants them in its build root: readable for whoever builds; `%files` says
 * whose they are, and with which modes.
 */
export function payloadTar(entries: readonly Entry<Source>[]): Segment[] {
  const members = entries.flatMap((entry) => {
    const member = { name: `.${entry.path}`, uname: 'root', gname: 'root', mtime: entry.mtime };
    return memberOf(entry, member);
  });
  return [...members, tarEnd()];
}

function memberOf(
  entry: Entry<Source>,
  member: Pick<TarMember, 'name' | 'uname' | 'gname' | 'mtime'>,
): Segment[] {
  switch (entry.type) {
    case 'file': {
      const mode = (entry.mode & 0o777) | 0o600;
      return tarMember({ ...member, type: 'file', mode, size: entry.size }, 'gnu', entry.body);
    }
    case 'ghost':
      return tarMember({ ...member, type: 'file', mode: 0o600, size: 0 }, 'gnu');
    case 'symlink': {
      const linkname = entry.target;
      return tarMember({ ...member, type: 'symlink', mode: 0o777, linkname, size: 0 }, 'gnu');
    }
    case 'dir': {
      if (entry.implicit) return [];
      const mode = (entry.mode & 0o777) | 0o700;
      const name = `${member.name}/`;
      return tarMember({ ...member, name, type: 'dir', mode, size: 0 }, 'gnu');
    }
  }
}
