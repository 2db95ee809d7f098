import type { Package, Version } from '../model/package.ts';

/** Go's architecture names, and uname's, and those of app packages. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amd64: 'x64',
    x86_64: 'x64',
    386: 'x86',
    i386: 'x86',
    i686: 'x86',
    arm64: 'arm64',
    aarch64: 'arm64',
    arm: 'arm',
    arm5: 'arm',
    arm6: 'arm',
    arm7: 'arm',
    all: 'neutral',
  }),
);

/** ST_Architecture_v2 of AppxManifestTypes.xsd. */
const OWN_ARCHITECTURES = ['x86', 'x64', 'arm', 'arm64', 'x86a64', 'neutral'];

/** The package's architecture in Microsoft's words; undefined when they have none for it. */
export function architecture({ arch, archOverride }: Package): string | undefined {
  const name = archOverride || (ARCHITECTURES.get(arch) ?? arch);
  return OWN_ARCHITECTURES.includes(name) ? name : undefined;
}

const PART_MAX = 65_535;

/**
 * A version as four numbers, of which missing ones are 0: `1.2` is 1.2.0.0. Undefined when it is no
 * list of one to four numbers up to 65535. Release, prerelease and metadata are left out.
 */
export function quadVersion({ version }: Version): string | undefined {
  const parts = version.split('.');
  const valid = parts.every((part) => /^\d{1,9}$/.test(part) && Number(part) <= PART_MAX);
  if (!valid || parts.length > 4) return undefined;
  return [...parts.map(Number), 0, 0, 0].slice(0, 4).join('.');
}

/** `NAME_VERSION_ARCH.msix`. */
export function fileName(pkg: Package): string {
  const version = quadVersion(pkg.version) ?? pkg.version.version;
  return `${pkg.name}_${version}_${architecture(pkg) ?? pkg.arch}.msix`;
}

/** A path in the package, from its top and without a slash there. */
export function partName(path: string): string {
  return path.replace(/^\/+/, '');
}

/** As {@link partName}, for a path in the configuration, which may have backslashes. */
export function configuredName(path: string): string {
  return partName(path.replaceAll('\\', '/'));
}

/** A path in the package as manifests and block maps have it. */
export function windowsPath(path: string): string {
  return configuredName(path).replaceAll('/', '\\');
}
