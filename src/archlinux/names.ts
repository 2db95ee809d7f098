import type { CodecName } from '../model/codec.ts';
import type { Package } from '../model/package.ts';

/** Arch's and Arch Linux ARM's names for Go's; other names are used as they are. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '386': 'i686',
    i386: 'i686',
    all: 'any',
    amd64: 'x86_64',
    arm5: 'arm',
    arm6: 'armv6h',
    arm7: 'armv7h',
    arm64: 'aarch64',
  }),
);

/** makepkg.conf(5), PKGEXT. */
const SUFFIX: Readonly<Record<CodecName, string>> = {
  none: '',
  gzip: '.gz',
  xz: '.xz',
  lzma: '.lzma',
  zstd: '.zst',
};

export const EXTENSION = '.pkg.tar.zst';

export function architecture(pkg: Package): string {
  return pkg.archOverride || (ARCHITECTURES.get(pkg.arch) ?? pkg.arch);
}

/** What is written before a release, and begins in letters; see {@link upstreamVersion}. */
const BEFORE_RELEASE = /[-_~]+(?=(?:alpha|beta|dev|pre|rc)(?![a-z]))/gi;

/**
 * What stands between epoch and release. For pacman only letters right behind a number come before
 * a release (vercmp(8)): `1.2.3rc1` and `1.2.3pre5` do, `1.2.3~rc1` and `1.2.3_rc1` do not, and
 * `1.2.35` is another number. It takes a hyphen for the start of the release.
 */
export function upstreamVersion({ version }: Package): string {
  const before = version.prerelease.replace(/^[-_~.]+/, '');
  const text = `${version.version}${/^\d/.test(before) ? 'pre' : ''}${before}`;
  return text
    .replace(BEFORE_RELEASE, '')
    .replace(/~+(?=\d)/g, 'pre')
    .replaceAll('~', '')
    .replaceAll('-', '_');
}

/** PKGBUILD(5): a release is a number, such as 2 or 2.1. */
export function release({ version }: Package): string {
  return /^\d+(\.\d+)?$/.test(version.release) ? version.release : '1';
}

/** `[EPOCH:]VERSION-RELEASE`, as pacman compares it. */
export function fullVersion(pkg: Package): string {
  const epoch = pkg.version.epoch.replace(/^0+(?=\d)/, '');
  return `${epoch && `${epoch}:`}${upstreamVersion(pkg)}-${release(pkg)}`;
}

/** `NAME-VERSION-RELEASE-ARCH.pkg.tar.zst`; no epoch, whose colon not every file system takes. */
export function fileName(pkg: Package): string {
  const stem = [pkg.name, upstreamVersion(pkg), release(pkg), architecture(pkg)].join('-');
  return `${stem}.pkg.tar${SUFFIX[pkg.compression.name]}`;
}
