import { utf8 } from '../container/bytes.ts';
import { tarEnd, tarMember } from '../container/tar.ts';
import type { Codec } from '../model/codec.ts';
import type { Entry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package, ScriptName } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';
import { controlFile } from './control.ts';

const FORMAT_VERSION = '2.0\n';

/** opkg reads gzip only. What the outer one holds is compressed already. */
const OUTER_CODEC: Codec = { name: 'gzip', level: 1 };

const SCRIPTS: readonly (readonly [name: string, script: ScriptName])[] = [
  ['preinst', 'preinstall'],
  ['postinst', 'postinstall'],
  ['prerm', 'preremove'],
  ['postrm', 'postremove'],
];

/** The whole package. */
export async function archive(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Segment[]> {
  const control = await kit.encode(controlTar(pkg, entries), pkg.compression);
  const data = await kit.encode(dataTar(entries, pkg.time), pkg.compression);
  const outer = [
    ...file('debian-binary', 0o644, utf8(FORMAT_VERSION), pkg),
    ...file('control.tar.gz', 0o644, control, pkg),
    ...file('data.tar.gz', 0o644, data, pkg),
    tarEnd(),
  ];
  return [await kit.encode(outer, OUTER_CODEC)];
}

function controlTar(pkg: Package, entries: readonly Entry<Source>[]): Segment[] {
  const conffiles = entries
    .filter((entry) => entry.type === 'file' && entry.role.startsWith('config'))
    .map(({ path }) => `${path}\n`)
    .join('');
  const dataSize = entries.reduce(
    (sum, entry) => sum + (entry.type === 'file' ? entry.size : 0),
    0,
  );
  return [
    ...file('control', 0o644, utf8(controlFile(pkg, dataSize)), pkg),
    ...(conffiles ? file('conffiles', 0o644, utf8(conffiles), pkg) : []),
    ...SCRIPTS.flatMap(([name, script]) => {
      const bytes = pkg.scripts[script]?.bytes;
      return bytes ? file(name, 0o755, bytes, pkg) : [];
    }),
    tarEnd(),
  ];
}

function file(name: string, mode: number, body: Segment, { time }: Package): Segment[] {
  const size = body instanceof Uint8Array ? body.length : body.size;
  return tarMember(
    { name: `./${name}`, type: 'file', mode, ...ROOT, mtime: time, size },
    'gnu',
    body,
  );
}

const ROOT = { uname: 'root', gname: 'root' } as const;

function* dataTar(entries: readonly Entry<Source>[], time: number): Generator<Segment> {
  if (entries.some(({ type }) => type !== 'ghost')) yield* rootFolder(time);
  for (const entry of entries) yield* dataMember(entry);
  yield tarEnd();
}

/** OpenWrt's ipkg-build packs a folder, and so begins with the folder itself; without files there is none. */
function rootFolder(mtime: number): Segment[] {
  return tarMember({ name: './', type: 'dir', mode: 0o755, ...ROOT, mtime, size: 0 }, 'gnu');
}

function dataMember(entry: Entry<Source>): Segment[] {
  const { mode, mtime, owner: uname, group: gname } = entry;
  const name = `.${entry.path}`;
  switch (entry.type) {
    case 'file': {
      const { size, body } = entry;
      return tarMember({ name, type: 'file', mode, uname, gname, mtime, size }, 'gnu', body);
    }
    case 'dir': {
      const folder = name.replace(/\/*$/, '/');
      return tarMember({ name: folder, type: 'dir', mode, uname, gname, mtime, size: 0 }, 'gnu');
    }
    case 'symlink': {
      const linkname = entry.target;
      return tarMember(
        { name, type: 'symlink', mode, uname, gname, mtime, linkname, size: 0 },
        'gnu',
      );
    }
    case 'ghost':
      return [];
  }
}
