import type { Codec } from '../model/codec.ts';
import type { Package } from '../model/package.ts';

const EXTENSIONS: Readonly<Record<Codec['name'], string>> = {
  none: '.tar',
  gzip: '.tar.gz',
  xz: '.tar.xz',
  lzma: '.tar.lzma',
  zstd: '.tar.zst',
};

/** The version as semver writes it; one that begins with a `v` of its own does not get another. */
export function versionText({ version: { version, prerelease, metadata } }: Package): string {
  const text = version.replace(/^v(?=[0-9])/, '');
  return text + (prerelease && `-${prerelease}`) + (metadata && `+${metadata}`);
}

/** `name-v1.2.3-linux-amd64`: the file without its extension, and the folder that holds it all. */
export function stem(pkg: Package): string {
  return `${pkg.name}-v${versionText(pkg)}-${pkg.platform}-${pkg.archOverride || pkg.arch}`;
}

export function fileName(pkg: Package): string {
  return stem(pkg) + EXTENSIONS[pkg.compression.name];
}
