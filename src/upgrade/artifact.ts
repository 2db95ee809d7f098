import { JacoPkgError } from '../errors.ts';
import { type Version, versionIn } from '../release/semver.ts';
import { unverified } from '../release/signed-sums.ts';
import type { Sum } from '../release/sums.ts';

/** What a tarball is for. */
export interface Product {
  readonly name: string;
  /** Go's name, `linux` or `darwin`. */
  readonly platform: string;
  /** Go's name, such as `amd64`. */
  readonly arch: string;
}

export interface Artifact extends Sum {
  readonly version: Version;
}

const EXTENSION = '.tar.gz';

/** What may be meant by whoever looks for a tarball; packages of pacman are not. */
const ARCHIVE = /(?<!\.pkg)\.(?:tar(?:\.\w+)?|t[gx]z|zip)$/;

/** How many of them are named. */
const SHOWN = 5;

/**
 * The tarball of a release for this machine: NAME-vVERSION-PLATFORM-ARCH.tar.gz. Throws
 * `platform_unsupported` when there is none.
 */
export function artifactFor(sums: readonly Sum[], product: Product): Artifact {
  const { name, platform, arch } = product;
  const found = tarballs(sums, name, `-${platform}-${arch}${EXTENSION}`);
  const [artifact, another] = found;
  if (another) {
    throw unverified([{ message: `the release has several versions: ${namesOf(found)}` }]);
  }
  if (artifact) return artifact;
  throw new JacoPkgError({
    code: 'platform_unsupported',
    message: `the release has no ${name} for ${platform} on ${arch}: there is no ${name}-vVERSION-${platform}-${arch}${EXTENSION} in its list`,
    hint: hintFor(sums, name),
  });
}

/** What there is instead; and, unless that is for other machines, what the name must be. */
function hintFor(sums: readonly Sum[], product: string): string {
  const usual = new Set(tarballs(sums, product, EXTENSION).map(({ name }) => name));
  const archives = sums.map(({ name }) => name).filter((name) => ARCHIVE.test(name));
  const more = archives.length > SHOWN ? ` and ${archives.length - SHOWN} more` : '';
  const there = archives.length > 0 ? `it has ${archives.slice(0, SHOWN).join(', ')}${more}` : '';
  if (archives.length > 0 && archives.every((name) => usual.has(name))) return there;
  const rule = 'upgrades find the usual name and gzip alone; --product says another NAME';
  return there ? `${there}; ${rule}` : rule;
}

function tarballs(sums: readonly Sum[], product: string, suffix: string): Artifact[] {
  const prefix = `${product}-v`;
  return sums.flatMap((sum) => {
    if (!sum.name.startsWith(prefix) || !sum.name.endsWith(suffix)) return [];
    const middle = sum.name.slice(prefix.length, -suffix.length);
    // Of one for another machine the end of the version is platform and architecture.
    const version = versionIn(middle) ?? versionIn(middle.replace(/-[^-]+-[^-]+$/, ''));
    return version ? [{ ...sum, version }] : [];
  });
}

function namesOf(artifacts: readonly Artifact[]): string {
  return artifacts.map(({ name }) => name).join(', ');
}

const ARCHES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** What is for the machine this runs on. */
export function thisMachine(): Omit<Product, 'name'> {
  return { platform: process.platform, arch: ARCHES[process.arch] ?? process.arch };
}
