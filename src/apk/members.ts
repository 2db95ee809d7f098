// Members of the sections. apk-tools keeps the SHA-1 of a file, or of a link's target, from a
// pax record of its own, and compares it later: apk-v2(5), `apk audit`, `apk fix`.
import { utf8 } from '../container/bytes.ts';
import { type TarMember, tarMember } from '../container/tar.ts';
import type { Entry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package, ScriptName } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';

/** In the order they are written. */
const SCRIPTS: readonly (readonly [member: string, script: ScriptName])[] = [
  ['.post-deinstall', 'postremove'],
  ['.post-install', 'postinstall'],
  ['.post-upgrade', 'postupgrade'],
  ['.pre-deinstall', 'preremove'],
  ['.pre-install', 'preinstall'],
  ['.pre-upgrade', 'preupgrade'],
];

/** A file of the control section, without checksum. */
export function controlFile(
  name: string,
  bytes: Uint8Array,
  fields: Pick<TarMember, 'mode' | 'mtime' | 'pax'>,
): Segment[] {
  const member = { name, type: 'file', uname: '', gname: '', size: bytes.length } as const;
  return tarMember({ ...member, ...fields }, 'pax', bytes);
}

export async function scriptMembers(pkg: Package, kit: Kit): Promise<Segment[]> {
  const members: Segment[] = [];
  for (const [name, scriptName] of SCRIPTS) {
    const script = pkg.scripts[scriptName];
    if (!script) continue;
    const pax = await checksum(script.bytes, kit);
    members.push(...controlFile(name, script.bytes, { mode: 0o755, mtime: pkg.time, pax }));
  }
  return members;
}

/**
 * Nothing for the root folder, which every system has, and for ghosts. Of thousands of files the
 * digests are known, and none has to be awaited.
 */
export function dataMember(entry: Entry<Source>, kit: Kit): Segment[] | Promise<Segment[]> {
  const name = entry.path.slice(1);
  if (name === '') return [];
  const { mode, owner: uname, group: gname, mtime } = entry;
  const common = { name, mode, uname, gname, mtime, size: 0 };
  switch (entry.type) {
    case 'file': {
      const { size, body } = entry;
      const { sha1 } = body.digests;
      const withSum = (pax: Record<string, string>) =>
        tarMember({ ...common, type: 'file', size, pax }, 'pax', body);
      return sha1 === undefined ? checksum(body, kit).then(withSum) : withSum(record(sha1));
    }
    case 'symlink': {
      const linkname = entry.target;
      // The mode of every link on Linux; `apk audit --check-permissions` compares it.
      const link = { ...common, type: 'symlink', mode: 0o777, linkname } as const;
      return checksum(utf8(linkname), kit).then((pax) => tarMember({ ...link, pax }, 'pax'));
    }
    case 'dir':
      return tarMember({ ...common, type: 'dir', name: `${name}/` }, 'pax');
    case 'ghost':
      return [];
  }
}

async function checksum(content: Segment, kit: Kit): Promise<Record<string, string>> {
  return record(Buffer.from(await kit.digest('sha1', [content])).toString('hex'));
}

function record(sha1: string): Record<string, string> {
  return { 'APK-TOOLS.checksum.SHA1': sha1 };
}
