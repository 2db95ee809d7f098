/** Architectures by Debian's names, and what others call them. */
const ALIASES: readonly (readonly string[])[] = [
  ['all', 'noarch', 'any', 'neutral'],
  ['amd64', 'x86_64', 'x64'],
  ['i386', 'i486', 'i586', 'i686', 'x86', 'pentium4'],
  ['arm64', 'aarch64', 'aarch64_generic'],
  ['armhf', 'armv7', 'armv7h', 'armv7hl', 'armhfp', 'arm7'],
  ['armel', 'armv5tel', 'armv6', 'armv6h', 'armv6hl', 'arm6', 'arm5'],
  ['loong64', 'loongarch64'],
  ['ppc64el', 'ppc64le'],
];

const CANONICAL = new Map(
  ALIASES.flatMap((names) => names.map((name) => [name, names[0] ?? name] as const)),
);

/** One name for an architecture, whatever the format calls it. */
export function canonicalArch(arch: string): string {
  return CANONICAL.get(arch) ?? arch;
}
