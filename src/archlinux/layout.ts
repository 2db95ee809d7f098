import { type TarMember, tarEnd, tarMember } from '../container/tar.ts';
import type { Codec } from '../model/codec.ts';
import type { Entry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { DigestName, Segment, Source } from '../model/segment.ts';
import { installFile } from './install.ts';
import { type Listed, mtree } from './mtree.ts';
import { pkginfo } from './pkginfo.ts';

/** libarchive and pacman read gzip here, whatever the package itself is compressed with. */
const MTREE_CODEC: Codec = { name: 'gzip', level: 9 };

interface Item extends Listed {
  readonly body?: Segment;
}

/** The whole package, compressed. Metadata goes first: pacman stops reading after it. */
export async function archive(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Segment[]> {
  const metadata = await Promise.all(
    metadataOf(pkg, entries).map((item) => withDigests(item, kit)),
  );
  const data = entries.flatMap(itemOf);
  const list = await kit.encode([mtree([...metadata, ...data])], MTREE_CODEC);
  const items = [...metadata, metadataItem('.MTREE', list, pkg), ...data];
  const tar = items.flatMap(({ member, body }) => tarMember(member, 'pax', body));
  return [await kit.encode([...tar, tarEnd()], pkg.compression)];
}

function metadataOf(pkg: Package, entries: readonly Entry<Source>[]): Item[] {
  const install = installFile(pkg);
  return [
    metadataItem('.PKGINFO', pkginfo(pkg, entries), pkg),
    ...(install ? [metadataItem('.INSTALL', install, pkg)] : []),
  ];
}

function metadataItem(name: string, body: Segment, pkg: Package): Item {
  const size = body instanceof Uint8Array ? body.length : body.size;
  const member = { name, type: 'file', mode: 0o644, ...ROOT, mtime: pkg.time, size } as const;
  return { member, body };
}

const ROOT = { uname: 'root', gname: 'root' } as const;

async function withDigests(item: Item, kit: Kit): Promise<Item> {
  const body = item.body ? [item.body] : [];
  const hex = async (algorithm: DigestName) =>
    Buffer.from(await kit.digest(algorithm, body)).toString('hex');
  return { ...item, digests: { md5: await hex('md5'), sha256: await hex('sha256') } };
}

function itemOf(entry: Entry<Source>): Item[] {
  const { mode, mtime, owner, group } = entry;
  const common = { name: entry.path.slice(1), mode, mtime, uname: owner, gname: group, size: 0 };
  switch (entry.type) {
    case 'file':
      return [fileItem({ ...common, type: 'file', size: entry.size }, entry.body)];
    case 'dir':
      // The root is not pacman's to list.
      return entry.path === '/'
        ? []
        : [{ member: { ...common, name: `${common.name}/`, type: 'dir' } }];
    case 'symlink':
      return [{ member: { ...common, type: 'symlink', linkname: entry.target } }];
    case 'ghost':
      return [];
  }
}

function fileItem(member: TarMember, body: Source): Item {
  return { member, body, digests: body.digests };
}
