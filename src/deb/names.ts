// Names: deb-control(5), dpkg-architecture(1), dpkg-name(1).
import type { Package } from '../model/package.ts';
import { debVersion } from './versions.ts';

/** What Go and uname call otherwise than dpkg does. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['386', 'i386'],
  ['aarch64', 'arm64'],
  ['arm5', 'armel'],
  ['arm6', 'armhf'],
  ['arm7', 'armhf'],
  ['mips64le', 'mips64el'],
  ['mipsle', 'mipsel'],
  ['ppc64le', 'ppc64el'],
  ['s390', 's390x'],
  ['x86_64', 'amd64'],
]);

/** Processors of dpkg's cputable, its ABI variants of them, and `all`. */
const KNOWN_ARCHITECTURES: ReadonlySet<string> = new Set(
  `all alpha amd64 arc arm arm64 arm64ilp32 armeb armel armhf avr32 hppa i386 ia64 loong64 m32r
  m68k mips mipsel mipsn32 mipsn32el mipsn32r6 mipsn32r6el mipsr6 mipsr6el mips64 mips64el mips64r6 mips64r6el nios2
  or1k powerpc powerpcel powerpcspe ppc64 ppc64el riscv64 s390 s390x sh3 sh3eb sh4 sh4eb sparc
  sparc64 tilegx x32`.split(/\s+/),
);

/** dpkg's name for the processor, as it stands in the file name. */
export function processor(pkg: Package): string {
  return pkg.archOverride || (ARCHITECTURES.get(pkg.arch) ?? pkg.arch);
}

/** The Architecture field: the processor, after the system where that is not Linux. */
export function architecture(pkg: Package): string {
  return pkg.platform === 'linux' ? processor(pkg) : `${pkg.platform}-${processor(pkg)}`;
}

/** Whether dpkg's tables have it, alone (`armhf`) or for some system (`musl-linux-armhf`). */
export function isKnownArchitecture(name: string): boolean {
  return KNOWN_ARCHITECTURES.has(name.split('-').pop() ?? '');
}

/** The Architecture-Variant field: `v3` is short for `amd64v3`. */
export function architectureVariant(pkg: Package): string {
  const { archVariant } = pkg.deb;
  return /^v[1-4]$/.test(archVariant) ? `amd64${archVariant}` : archVariant;
}

/** The Maintainer field, which policy 5.6.2 wants in every package. */
export function maintainer(pkg: Package): string {
  return pkg.maintainer || 'Unset Maintainer <unset@localhost>';
}

/** `NAME_VERSION_ARCH.deb`, where the version has no epoch. */
export function fileName(pkg: Package): string {
  const version = debVersion(pkg.version).replace(/^\d+:/, '');
  return `${pkg.name}_${version}_${processor(pkg)}.deb`;
}
