// .PKGINFO, by apk-v2(5) and apk-package(5): lines of `key = value`, and a line for each value
// of a key that has several.
import { utf8 } from '../container/bytes.ts';
import { oneLine } from '../model/one-line.ts';
import type { Package } from '../model/package.ts';
import { architecture } from './names.ts';
import { atom } from './relations.ts';
import { apkVersion } from './version.ts';

/** What is only known once the data section is there. */
export interface DataFacts {
  /** How many entries it has. */
  readonly entries: number;
  /** Bytes of all files together. */
  readonly size: number;
  /** SHA-256 of the section as compressed, in hex. */
  readonly datahash: string;
}

type Row = readonly [
  key: string,
  value: (pkg: Package, data: DataFacts) => string | readonly string[],
];

/** Rows with an empty value are not written. */
const ROWS: readonly Row[] = [
  ['pkgname', (pkg) => pkg.name],
  ['pkgver', (pkg) => apkVersion(pkg.version)],
  ['arch', (pkg) => architecture(pkg)],
  ['size', (pkg, data) => String(installedSize(pkg, data))],
  ['pkgdesc', (pkg) => description(pkg.description)],
  ['url', (pkg) => oneLine(pkg.homepage)],
  ['maintainer', (pkg) => oneLine(pkg.maintainer)],
  ['replaces', (pkg) => pkg.relations.replaces.map(atom)],
  ['provides', (pkg) => pkg.relations.provides.map(atom)],
  ['depend', (pkg) => pkg.relations.depends.map(atom)],
  ['license', (pkg) => oneLine(pkg.license)],
  ['datahash', (_, data) => data.datahash],
];

export function pkginfo(pkg: Package, data: DataFacts): Uint8Array {
  const lines = ROWS.flatMap(([key, value]) =>
    [value(pkg, data)]
      .flat()
      .filter((text) => text !== '')
      .map((text) => `${key} = ${text}\n`),
  );
  return utf8(lines.join(''));
}

/** Bytes of all rows with a single value, as apk reads them: it keeps them in one buffer. */
export function headerSize(pkg: Package): number {
  const values = ROWS.map(([, value]) => value(pkg, { entries: 0, size: 0, datahash: '' }));
  const lines = values.map((value) => (typeof value === 'string' ? value.split('\n', 1)[0] : ''));
  return utf8(lines.join('')).length;
}

/** apk unpacks nothing and runs no script when the size is 0; apk-tools 2 reads it in 32 bits. */
function installedSize({ scripts }: Package, { entries, size }: DataFacts): number {
  const hasContent = entries > 0 || Object.keys(scripts).length > 0;
  return hasContent && size % 2 ** 32 === 0 ? size + 1 : size;
}

/**
 * apk reads the first line. The others are there for people: indented, so that none of them can
 * be a key, and passed over by apk.
 */
function description(text: string): string {
  const lines = text.trim().split('\n');
  return lines.map((line) => line.trimEnd()).join('\n  ');
}
