// deb(5): an ar archive of
//   debian-binary     the version of the format, "2.0\n"
//   control.tar.gz    what dpkg reads about the package
//   data.tar[.EXT]    the files, with names like ./usr/bin/x
//   _gpg...           signatures over the three before, if any
import { AR_MAX_MEMBER, type ArMember, arArchive } from '../container/ar.ts';
import { utf8 } from '../container/bytes.ts';
import { dataTar, rootFile } from '../container/data-tar.ts';
import { tarEnd } from '../container/tar.ts';
import { JacoPkgError } from '../errors.ts';
import type { Codec, CodecName } from '../model/codec.ts';
import type { Entry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import { type Segment, type Source, sizeOf } from '../model/segment.ts';
import { type ControlMember, controlMembers } from './members.ts';

const FORMAT_VERSION = '2.0\n';

/** Every dpkg, apt and gdebi reads gzip here; the other compressors came later. */
const CONTROL_CODEC: Codec = { name: 'gzip', level: 9 };

const DATA_MEMBER: Readonly<Record<CodecName, string>> = {
  none: 'data.tar',
  gzip: 'data.tar.gz',
  xz: 'data.tar.xz',
  lzma: 'data.tar.lzma',
  zstd: 'data.tar.zst',
};

/** The members that a signature is made over, in order. */
export async function debMembers(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<ArMember[]> {
  // The data goes first: the digests that control.tar lists are known once the files are read.
  const data = await kit.encode(dataTar(entries, pkg.time), pkg.compression);
  const control = controlTar(await controlMembers(pkg, entries, kit), pkg.time);
  const bodies: [string, Segment][] = [
    ['debian-binary', utf8(FORMAT_VERSION)],
    ['control.tar.gz', await kit.encode(control, CONTROL_CODEC)],
    [DATA_MEMBER[pkg.compression.name], data],
  ];
  return bodies.map(([name, body]) => ({ name, mtime: pkg.time, body: [body] }));
}

/** The package: its members, and any signatures after them. */
export function debArchive(pkg: Package, members: readonly ArMember[]): Segment[] {
  for (const { name, body } of members) {
    const size = sizeOf(body);
    if (size <= AR_MAX_MEMBER) continue;
    throw new JacoPkgError({
      code: 'format_limit',
      message: `${name} of ${pkg.name} would have ${size} bytes, a deb holds at most ${AR_MAX_MEMBER}`,
      place: pkg.locate('contents'),
      hint: 'compress it better (deb.compression), or split the package',
    });
  }
  return arArchive(members);
}

function controlTar(members: readonly ControlMember[], time: number): Segment[] {
  const files = members.flatMap(({ name, mode, bytes }) => rootFile(name, mode, bytes, time));
  return [...files, tarEnd()];
}
