import type { Package } from '../model/package.ts';
import { apkVersion } from './version.ts';

/** Alpine's names for Go's; other names are used as they are. See apk-package(5), arch. */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['386', 'x86'],
  ['all', 'noarch'],
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
  ['arm6', 'armhf'],
  ['arm7', 'armv7'],
  ['i386', 'x86'],
  ['i686', 'x86'],
  ['loong64', 'loongarch64'],
  ['s390', 's390x'],
]);

export function architecture(pkg: Package): string {
  return pkg.archOverride || (ARCHITECTURES.get(pkg.arch) ?? pkg.arch);
}

/** `name_version_arch.apk` */
export function fileName(pkg: Package): string {
  return `${pkg.name}_${apkVersion(pkg.version)}_${architecture(pkg)}.apk`;
}
