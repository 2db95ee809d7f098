import type { Package, Version } from '../model/package.ts';

/** Go's architecture names and rpm's, where they differ. */
const ARCHES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    all: 'noarch',
    amd64: 'x86_64',
    386: 'i386',
    arm64: 'aarch64',
    arm5: 'armv5tel',
    arm6: 'armv6hl',
    arm7: 'armv7hl',
    mips64le: 'mips64el',
    mipsle: 'mipsel',
    loong64: 'loongarch64',
  }),
);

/** Names that are rpm's own, from arch_canon in rpm's rpmrc. */
const OWN_ARCHES = new Set(
  [
    'noarch x86_64 x86_64_v2 x86_64_v3 x86_64_v4 i386 i486 i586 i686 pentium3 pentium4 athlon',
    'aarch64 armv3l armv4b armv4l armv5tl armv5tel armv5tejl armv6l armv6hl armv7l armv7hl',
    'armv7hnl armv8l armv8hl ppc ppc64 ppc64le ppc64p7 s390 s390x ia64 riscv64 loongarch64',
    'mips mipsel mips64 mips64el mipsr6 mipsr6el mips64r6 mips64r6el sparc sparcv8 sparcv9',
    'sparcv9v sparc64 sparc64v alpha m68k sh sh3 sh4 sh4a xtensa e2k',
  ].flatMap((line) => line.split(' ')),
);

/** rpm's name for the package's architecture; undefined when rpm has none for it. */
export function archName(pkg: Pick<Package, 'arch' | 'archOverride'>): string | undefined {
  if (pkg.archOverride) return pkg.archOverride;
  return ARCHES.get(pkg.arch) ?? (OWN_ARCHES.has(pkg.arch) ? pkg.arch : undefined);
}

/**
 * `version~prerelease+metadata`. A hyphen separates version and release in rpm, so within the
 * version it becomes an underscore.
 */
export function versionName({ version, prerelease, metadata }: Version): string {
  const parts = [version, prerelease && `~${prerelease}`, metadata && `+${metadata}`];
  return parts.join('').replaceAll('-', '_');
}

export function releaseName({ release }: Version): string {
  return (release || '1').replaceAll('-', '_');
}

/** A number, without zeros before it; '' where there is none. */
export function epochName({ epoch }: Version): string {
  return epoch.replace(/^0+(?=\d)/, '');
}

/** `[epoch:]version-release`, as dependencies spell it. */
export function evr(version: Version): string {
  const epoch = epochName(version);
  return `${epoch && `${epoch}:`}${versionName(version)}-${releaseName(version)}`;
}

/** `name-version-release`, without the epoch. */
export function label({ name, version }: Package): string {
  return `${name}-${versionName(version)}-${releaseName(version)}`;
}

export function summary({ rpm, description }: Package): string {
  if (rpm.summary.trim() !== '') return rpm.summary;
  return description.trimStart().split('\n', 1)[0] ?? '';
}

/** '' when nobody is named. */
export function packager({ rpm, maintainer }: Package): string {
  return rpm.packager || maintainer;
}

/** Where the package may be put elsewhere, without slashes at the ends. */
export function prefixes({ rpm }: Package): string[] {
  return rpm.prefixes.map((prefix) => prefix.replace(/(?<=.)\/+$/, ''));
}
