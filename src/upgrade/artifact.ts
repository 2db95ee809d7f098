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
  const others = namesOf(tarballs(sums, name, EXTENSION));
  throw new JacoPkgError({
    code: 'platform_unsupported',
    message: `the release has no ${name} for ${platform} on ${arch}`,
    ...(others && { hint: `it has ${others}` }),
  });
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
