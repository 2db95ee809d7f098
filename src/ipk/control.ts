// The control file: lines of `Field: value`; a value goes on in lines that start with a blank.
import type { Package } from '../model/package.ts';
import { architecture, fullVersion } from './names.ts';
import { relationsIn } from './relations.ts';

type Row = readonly [
  name: string,
  value: (pkg: Package, dataSize: number) => string | readonly string[],
];

/**
 * Every field of opkg's, in the order they are written. Those without a value are left out: an
 * empty `Depends:` makes OpenWrt's opkg crash.
 */
const ROWS: readonly Row[] = [
  ['Architecture', architecture],
  ['Description', (pkg) => folded(pkg.description)],
  ['Maintainer', (pkg) => pkg.maintainer || 'Unset Maintainer <unset@localhost>'],
  ['Package', (pkg) => pkg.name],
  ['Priority', (pkg) => pkg.priority || 'optional'],
  ['Version', fullVersion],
  ['ABIVersion', (pkg) => pkg.ipk.abiVersion],
  ['Alternatives', (pkg) => alternatives(pkg)],
  ['Auto-Installed', (pkg) => flag(pkg.ipk.autoInstalled)],
  ['Conflicts', (pkg) => relationsIn(pkg.relations.conflicts)],
  ['Depends', (pkg) => relationsIn(pkg.relations.depends)],
  ['Essential', (pkg) => flag(pkg.ipk.essential)],
  ['Homepage', (pkg) => pkg.homepage],
  ['License', (pkg) => pkg.license],
  ['Installed-Size', (_, dataSize) => kibibytes(dataSize)],
  ['Pre-Depends', (pkg) => relationsIn(pkg.ipk.predepends)],
  ['Provides', (pkg) => relationsIn(pkg.relations.provides)],
  ['Recommends', (pkg) => relationsIn(pkg.relations.recommends)],
  ['Replaces', (pkg) => relationsIn(pkg.relations.replaces)],
  ['Section', (pkg) => pkg.section],
  ['Suggests', (pkg) => relationsIn(pkg.relations.suggests)],
  ['Tags', (pkg) => pkg.ipk.tags],
  ['Vendor', (pkg) => pkg.vendor],
];

/** Fields of package lists and of what is installed; in a package they would mislead opkg. */
const OPKGS_OWN = 'Conffiles Filename Installed-Time MD5sum SHA256sum Size Status'.split(' ');

const STANDARD = new Set(
  [...ROWS.map(([name]) => name), ...OPKGS_OWN].map((name) => name.toLowerCase()),
);

/** The control file; `dataSize` is the bytes of all files together. */
export function controlFile(pkg: Package, dataSize: number): string {
  const standard = ROWS.map(([name, value]) => [name, joined(value(pkg, dataSize))] as const);
  return [...standard, ...ownFields(pkg)]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** `ipk.fields`, sorted by name; those that opkg has itself, or a key is there for, are left out. */
export function ownFields(pkg: Package): (readonly [name: string, value: string])[] {
  return Object.entries(pkg.ipk.fields)
    .filter(([name]) => !STANDARD.has(name.toLowerCase()))
    .map(([name, value]) => [name, foldedAsIs(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function joined(value: string | readonly string[]): string {
  if (typeof value === 'string') return value.trim();
  return value
    .map((item) => item.trim())
    .filter(Boolean)
    .join(', ');
}

/** Further lines start with a blank; ` .` is an empty one. */
function folded(text: string): string {
  const [first = '', ...lines] = text.trim().split('\n');
  return [first.trim(), ...lines.map((line) => ` ${line.trim() || '.'}`)].join('\n');
}

/** The same, and lines that start with a blank stay as they are. */
function foldedAsIs(text: string): string {
  const [first = '', ...lines] = text.trim().split('\n');
  const rest = lines.map((line) =>
    /^[ \t]+\S/.test(line) ? line.trimEnd() : ` ${line.trim() || '.'}`,
  );
  return [first.trim(), ...rest].join('\n');
}

/** `PRIORITY:LINK:TARGET`, as OpenWrt's busybox and others declare theirs. */
function alternatives(pkg: Package): string[] {
  return pkg.ipk.alternatives.map(
    ({ priority, linkName, target }) => `${priority}:${linkName}:${target}`,
  );
}

/** Whole KiB, as nfpm and Debian count; nothing for less than one. */
function kibibytes(bytes: number): string {
  return bytes < 1024 ? '' : String(Math.floor(bytes / 1024));
}

function flag(on: boolean): string {
  return on ? 'yes' : '';
}
