import { oneLine } from '../../model/one-line.ts';
import type { InspectedPackage, PackageMetadata } from '../model.ts';
import { canonicalArch } from './arches.ts';
import type { ValueChange } from './model.ts';
import type { Sides } from './side.ts';
import { isSameVersion } from './versions.ts';

interface Row {
  readonly what: string;
  value(read: InspectedPackage): string;
  /** Whether two formats mean the same. Without: they have nothing to compare. */
  isSame?(one: string, other: string): boolean;
}

const plain = (key: keyof PackageMetadata) => (read: InspectedPackage) =>
  String(read.metadata[key] || '');

const isEqual = (one: string, other: string) => one === other;
const isSameArch = (one: string, other: string) => canonicalArch(one) === canonicalArch(other);
const isSameText = (one: string, other: string) => oneLine(one) === oneLine(other);

const ROWS: readonly Row[] = [
  { what: 'name', value: plain('name'), isSame: isEqual },
  { what: 'version', value: plain('version'), isSame: isSameVersion },
  { what: 'arch', value: plain('arch'), isSame: isSameArch },
  { what: 'summary', value: plain('summary'), isSame: isEqual },
  { what: 'description', value: bodyOf, isSame: isSameText },
  { what: 'maintainer', value: maintainerOf, isSame: isEqual },
  { what: 'vendor', value: plain('vendor'), isSame: isEqual },
  { what: 'homepage', value: plain('homepage'), isSame: isEqual },
  { what: 'license', value: plain('license'), isSame: isEqual },
  { what: 'section', value: plain('section') },
  { what: 'priority', value: plain('priority') },
  { what: 'source', value: plain('source') },
  { what: 'installed size', value: plain('installedSize') },
  { what: 'compression', value: ({ compression }) => compression },
];

/** Fields that the rows above, the relations or the entries tell of; or that follow from the rest. */
const KNOWN: ReadonlySet<string> = new Set(
  `package version architecture description maintainer vendor homepage license section priority
   source installed-size depends pre-depends recommends suggests enhances conflicts breaks replaces
   provides pkgname pkgver pkgdesc url arch packager origin pkgbase builddate size depend optdepend
   conflict install_if group backup datahash name epoch release summary longsize sourcerpm
   buildtime cookie payloadcompressor identity.name identity.version
   identity.processorarchitecture identity.publisher displayname publisherdisplayname
   packagedependency.name packagedependency.minversion targetdevicefamily.name
   targetdevicefamily.minversion`.split(/\s+/),
);

export function diffMetadata({ before, after, rules, note }: Sides): ValueChange[] {
  if (!rules.isAcross) {
    const rows = rules.times ? [...ROWS, BUILD_TIME] : ROWS;
    return [
      ...rows.map((row) => changeOf(row, before, after)),
      ...otherFields(before, after),
    ].filter((change) => change.before !== change.after);
  }
  const rows = ROWS.filter(({ isSame }) => isSame);
  const oneSided = rows.filter((row) => !row.value(before) !== !row.value(after));
  if (oneSided.length > 0) {
    note(`not compared: ${oneSided.map(({ what }) => what).join(', ')}: only one of them says so`);
  }
  return rows
    .filter((row) => !oneSided.includes(row) && !row.isSame?.(row.value(before), row.value(after)))
    .map((row) => changeOf(row, before, after));
}

const BUILD_TIME: Row = { what: 'build time', value: plain('buildTime') };

function changeOf({ what, value }: Row, before: InspectedPackage, after: InspectedPackage) {
  return { what, before: value(before), after: value(after) };
}

/** The description without the summary, which some formats have at its beginning. */
function bodyOf({ metadata: { summary, description } }: InspectedPackage): string {
  return description.startsWith(summary) ? description.slice(summary.length).trim() : description;
}

/** makepkg(8) has a name for nobody. */
function maintainerOf({ metadata: { maintainer } }: InspectedPackage): string {
  return maintainer === 'Unknown Packager' ? '' : maintainer;
}

/** Fields that this format alone has. */
function otherFields(before: InspectedPackage, after: InspectedPackage): ValueChange[] {
  const [a, b] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names.map((what) => ({ what, before: a.get(what) ?? '', after: b.get(what) ?? '' }));
}

/** By name; several of one name under each other. */
function fieldsOf({ fields }: InspectedPackage): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of fields) {
    if (KNOWN.has(name.toLowerCase())) continue;
    const other = values.get(name);
    values.set(name, other === undefined ? value : `${other}\n${value}`);
  }
  return values;
}
