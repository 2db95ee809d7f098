// .PKGINFO: lines of `key = value`; a key that has several values has a line for each.
import { utf8 } from '../container/bytes.ts';
import type { Entry } from '../model/entry.ts';
import type { Package } from '../model/package.ts';
import { architecture, fullVersion } from './names.ts';
import { tidied } from './relations.ts';

type Row = readonly [
  key: string,
  value: (pkg: Package, entries: readonly Entry<unknown>[]) => string | readonly string[],
];

/** Rows without a value are not written. */
const ROWS: readonly Row[] = [
  ['arch', (pkg) => architecture(pkg)],
  ['builddate', (pkg) => String(pkg.time)],
  ['license', (pkg) => pkg.license.trim()],
  ['packager', (pkg) => pkg.archlinux.packager.trim() || 'Unknown Packager'],
  ['pkgbase', (pkg) => pkg.archlinux.pkgbase.trim() || pkg.name],
  ['pkgdesc', (pkg) => pkg.description.replaceAll('\n', ' ')],
  ['pkgname', (pkg) => pkg.name],
  ['pkgver', (pkg) => fullVersion(pkg)],
  ['size', (_, entries) => String(installedSize(entries))],
  ['url', (pkg) => pkg.homepage.trim()],
  ['replaces', (pkg) => pkg.relations.replaces.map(tidied)],
  ['conflict', (pkg) => pkg.relations.conflicts.map(tidied)],
  ['provides', (pkg) => pkg.relations.provides.map(tidied)],
  ['depend', (pkg) => pkg.relations.depends.map(tidied)],
  ['optdepend', (pkg) => pkg.archlinux.optdepends],
  ['backup', (_, entries) => backups(entries)],
];

export function pkginfo(pkg: Package, entries: readonly Entry<unknown>[]): Uint8Array {
  const lines = ROWS.flatMap(([key, value]) =>
    [value(pkg, entries)]
      .flat()
      .filter((text) => text !== '')
      .map((text) => `${key} = ${text}\n`),
  );
  return utf8(lines.join(''));
}

/** Bytes of all files together. */
function installedSize(entries: readonly Entry<unknown>[]): number {
  return entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.size : 0), 0);
}

/** Files whose changes pacman keeps (as .pacsave, .pacnew), without their leading slash. */
function backups(entries: readonly Entry<unknown>[]): string[] {
  return entries
    .filter((entry) => entry.type === 'file' && entry.role.startsWith('config'))
    .map(({ path }) => path.slice(1));
}
