// Fields of the control file of a binary package, deb-control(5).
import type { Package } from '../model/package.ts';
import { architecture, architectureVariant, maintainer } from './names.ts';
import { debVersion } from './versions.ts';

/**
 * How a field's value is written:
 *   word          one word, by a grammar of its own
 *   line          on one line
 *   text          a synopsis, then lines that start with a blank; ` .` is an empty one
 *   relations     packages, joined by commas
 *   alternatives  relations in which `|` offers a choice
 */
export type FieldKind = 'word' | 'line' | 'text' | 'relations' | 'alternatives';

export interface Field {
  readonly name: string;
  /** The key it comes from. */
  readonly key: string;
  readonly kind: FieldKind;
  /** `installedSize` in KiB. */
  readonly value: (pkg: Package, installedSize: number) => string | readonly string[];
}

/** Every field there can be, in the order they are written; empty ones are left out. */
export const FIELDS: readonly Field[] = [
  field('Package', 'name', 'word', (pkg) => pkg.name),
  field('Version', 'version', 'word', (pkg) => debVersion(pkg.version)),
  field('Section', 'section', 'line', (pkg) => pkg.section),
  field('Priority', 'priority', 'line', (pkg) => pkg.priority || 'optional'),
  field('Architecture', 'arch', 'word', architecture),
  field('Architecture-Variant', 'deb.arch_variant', 'line', architectureVariant),
  field('Maintainer', 'maintainer', 'line', maintainer),
  field('Installed-Size', 'contents', 'line', (_, installedSize) => String(installedSize)),
  field('Replaces', 'replaces', 'relations', (pkg) => pkg.relations.replaces),
  field('Provides', 'provides', 'relations', (pkg) => pkg.relations.provides),
  field('Pre-Depends', 'deb.predepends', 'alternatives', (pkg) => pkg.deb.predepends),
  field('Depends', 'depends', 'alternatives', (pkg) => pkg.relations.depends),
  field('Recommends', 'recommends', 'alternatives', (pkg) => pkg.relations.recommends),
  field('Suggests', 'suggests', 'alternatives', (pkg) => pkg.relations.suggests),
  field('Conflicts', 'conflicts', 'relations', (pkg) => pkg.relations.conflicts),
  field('Breaks', 'deb.breaks', 'relations', (pkg) => pkg.deb.breaks),
  field('Homepage', 'homepage', 'line', (pkg) => pkg.homepage),
  field('Description', 'description', 'text', (pkg) => pkg.description),
];

function field(
  name: string,
  key: string,
  kind: FieldKind,
  value: (pkg: Package, installedSize: number) => string | readonly string[],
): Field {
  return { name, key, kind, value };
}

/** Fields of the user's own that dpkg reads as relations. */
const OWN_KINDS: ReadonlyMap<string, FieldKind> = new Map([
  ...FIELDS.map(({ name, kind }) => [name.toLowerCase(), kind] as const),
  ['enhances', 'alternatives'],
]);

/** One of `deb.fields`. */
export interface OwnField {
  readonly name: string;
  readonly key: string;
  readonly kind: FieldKind;
  readonly value: string;
}

/** The fields under `deb.fields` that have a value, sorted by name. */
export function ownFields(pkg: Package): OwnField[] {
  return Object.entries(pkg.deb.fields)
    .map(([name, value]) => ({
      name,
      key: `deb.fields.${name}`,
      kind: OWN_KINDS.get(name.toLowerCase()) ?? 'text',
      value: value.trim(),
    }))
    .filter(({ value }) => value !== '')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
