import type { Package, Version } from './package.ts';

/** Where each part of a version is written, in the order they are tried. */
const PARTS = [
  ['version', 'version'],
  ['prerelease', 'prerelease'],
  ['metadata', 'version_metadata'],
  ['release', 'release'],
  ['epoch', 'epoch'],
] as const satisfies readonly (readonly [part: keyof Version, key: string])[];

/**
 * The key to blame for a version that a format cannot take: that of the part with which it is no
 * longer right.
 */
export function faultyPart(pkg: Package, isRight: (pkg: Package) => boolean): string {
  let version: Version = { epoch: '', version: '', prerelease: '', metadata: '', release: '' };
  for (const [part, key] of PARTS) {
    version = { ...version, [part]: pkg.version[part] };
    if (pkg.version[part] !== '' && !isRight({ ...pkg, version })) return key;
  }
  return 'version';
}
