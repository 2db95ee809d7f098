import type { Codec } from '../model/codec.ts';
import type { Package } from '../model/package.ts';
import { semverText } from '../model/version.ts';

const EXTENSIONS: Readonly<Record<Codec['name'], string>> = {
  none: '.tar',
  gzip: '.tar.gz',
  xz: '.tar.xz',
  lzma: '.tar.lzma',
  zstd: '.tar.zst',
};

/** `name-v1.2.3-linux-amd64`: the file without its extension, and the folder that holds it all. */
export function stem(pkg: Package): string {
  return `${pkg.name}-v${semverText(pkg.version)}-${pkg.platform}-${pkg.archOverride || pkg.arch}`;
}

export function fileName(pkg: Package): string {
  return stem(pkg) + EXTENSIONS[pkg.compression.name];
}
