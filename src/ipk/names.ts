import type { Package } from '../model/package.ts';

/** What nfpm calls them; for a target's own name (`aarch64_cortex-a53`) there is `ipk.arch`. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '386': 'i386',
    aarch64: 'arm64',
    amd64: 'x86_64',
    arm5: 'armel',
    arm6: 'armhf',
    arm7: 'armhf',
    mips64le: 'mips64el',
    mipsle: 'mipsel',
    ppc64le: 'ppc64el',
    s390: 's390x',
  }),
);

export function architecture(pkg: Package): string {
  return pkg.archOverride || (ARCHITECTURES.get(pkg.arch) ?? pkg.arch);
}

/** `VERSION~PRERELEASE+METADATA-RELEASE`: opkg compares as dpkg does. */
function upstreamVersion({ version }: Package): string {
  const { prerelease, metadata, release } = version;
  return [
    version.version,
    prerelease && `~${prerelease}`,
    metadata && `+${metadata}`,
    release && `-${release}`,
  ].join('');
}

export function fullVersion(pkg: Package): string {
  const { epoch } = pkg.version;
  return `${epoch && `${epoch}:`}${upstreamVersion(pkg)}`;
}

/** `NAME_VERSION_ARCH.ipk`, where the version has no epoch. */
export function fileName(pkg: Package): string {
  const version = upstreamVersion(pkg).replace(/^\d+:/, '');
  return `${pkg.name}_${version}_${architecture(pkg)}.ipk`;
}
