import { utf8 } from '../container/bytes.ts';
import { dataTar, rootFile } from '../container/data-tar.ts';
import { tarEnd } from '../container/tar.ts';
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
    ...rootFile('debian-binary', 0o644, utf8(FORMAT_VERSION), pkg.time),
    ...rootFile('control.tar.gz', 0o644, control, pkg.time),
    ...rootFile('data.tar.gz', 0o644, data, pkg.time),
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
    ...rootFile('control', 0o644, utf8(controlFile(pkg, dataSize)), pkg.time),
    ...(conffiles ? rootFile('conffiles', 0o644, utf8(conffiles), pkg.time) : []),
    ...SCRIPTS.flatMap(([name, script]) => {
      const bytes = pkg.scripts[script]?.bytes;
      return bytes ? rootFile(name, 0o755, bytes, pkg.time) : [];
    }),
    tarEnd(),
  ];
}
