// apk v2, by apk-v2(5): gzip members one after the other, which unpack to one tar archive.
//   package   = [signature] control data
//   signature = gzip(tar of .SIGN.<algorithm>.<key name>, cut off before its end)
//   control   = gzip(tar of .PKGINFO and the scripts, cut off before its end)
//   data      = gzip(tar of the files, with its end)
// apk takes the end of a gzip member for the end of a section: one member each, no more.
import { tarEnd } from '../container/tar.ts';
import type { Entry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Segment, Source, Stored } from '../model/segment.ts';
import { controlFile, dataMember, linkSums, scriptMembers } from './members.ts';
import { pkginfo } from './pkginfo.ts';

/** The sections but for the signature, which is made over the control section and stands first. */
export interface Sections {
  readonly control: Stored;
  readonly data: Stored;
}

export async function sections(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Sections> {
  const sums = await linkSums(entries, kit);
  const data = await kit.encode(dataTar(entries, sums), pkg.compression);
  const control = await kit.encode(await controlTar(pkg, entries, data, kit), pkg.compression);
  return { control, data };
}

function* dataTar(
  entries: readonly Entry<Source>[],
  sums: ReadonlyMap<string, string>,
): Generator<Segment> {
  for (const entry of entries) yield* dataMember(entry, sums);
  yield tarEnd();
}

async function controlTar(
  pkg: Package,
  entries: readonly Entry<Source>[],
  data: Stored,
  kit: Kit,
): Promise<Segment[]> {
  const size = entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.size : 0), 0);
  const datahash = Buffer.from(await kit.digest('sha256', [data])).toString('hex');
  const info = pkginfo(pkg, { entries: entries.length, size, datahash });
  return [
    ...controlFile('.PKGINFO', info, { mode: 0o600, mtime: pkg.time }),
    ...(await scriptMembers(pkg, kit)),
  ];
}
