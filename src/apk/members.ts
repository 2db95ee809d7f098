// Members of the sections. A pax record of apk's own has the SHA-1 of a file, or of a link's target;
// apk-tools stores it and compares it later: apk-v2(5), `apk audit`, `apk fix`.
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

/** The scripts, but for empty ones: apk runs a script directly, and one without a line fails. */
export async function scriptMembers(pkg: Package, kit: Kit): Promise<Segment[]> {
  const members: Segment[] = [];
  for (const [name, scriptName] of SCRIPTS) {
    const script = pkg.scripts[scriptName];
    if (!script || script.bytes.length === 0) continue;
    const pax = record(await sha1(script.bytes, kit));
    members.push(...controlFile(name, script.bytes, { mode: 0o755, mtime: pkg.time, pax }));
  }
  return members;
}

/** SHA-1, as hex, of what each symlink leads to, by that target. */
export async function linkSums(
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<ReadonlyMap<string, string>> {
  const sums = new Map<string, string>();
  for (const entry of entries) {
    if (entry.type === 'symlink') sums.set(entry.target, await sha1(utf8(entry.target), kit));
  }
  return sums;
}

/**
 * An entry in the data section; nothing for ghosts, and for the root folder, which every system has.
 * @param sums as {@link linkSums} makes them
 */
export function dataMember(entry: Entry<Source>, sums: ReadonlyMap<string, string>): Segment[] {
  const name = entry.path.slice(1);
  if (name === '') return [];
  const { mode, owner: uname, group: gname, mtime } = entry;
  switch (entry.type) {
    case 'file': {
      const { size, body } = entry;
      const { sha1 } = body.digests;
      if (sha1 === undefined) throw new TypeError(`${body.name} was read without its SHA-1`);
      const pax = record(sha1);
      return tarMember({ name, type: 'file', mode, uname, gname, mtime, size, pax }, 'pax', body);
    }
    case 'symlink': {
      const linkname = entry.target;
      const pax = record(sums.get(linkname) ?? '');
      // The mode of every link on Linux; `apk audit --check-permissions` compares it.
      const link = { name, type: 'symlink', mode: 0o777, linkname, size: 0 } as const;
      return tarMember({ ...link, uname, gname, mtime, pax }, 'pax');
    }
    case 'dir':
      return tarMember(
        { name: `${name}/`, type: 'dir', mode, uname, gname, mtime, size: 0 },
        'pax',
      );
    case 'ghost':
      return [];
  }
}

async function sha1(content: Segment, kit: Kit): Promise<string> {
  return Buffer.from(await kit.digest('sha1', [content])).toString('hex');
}

function record(sha1: string): Record<string, string> {
  return { 'APK-TOOLS.checksum.SHA1': sha1 };
}
