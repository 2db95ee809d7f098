// What packages say of themselves, as each format will have it.
import { architecture as apkArch } from '../../apk/names.ts';
import { apkVersion } from '../../apk/version.ts';
import { architecture as archArch, fullVersion as archVersion } from '../../archlinux/names.ts';
import { architecture as debArch } from '../../deb/names.ts';
import { debVersion } from '../../deb/versions.ts';
import type { PackageMetadata } from '../../inspect/index.ts';
import { architecture as ipkArch, fullVersion as ipkVersion } from '../../ipk/names.ts';
import type { FormatName, Package } from '../../model/package.ts';
import { archName, evr, packager, summary } from '../../rpm/names.ts';

/** What of the model differs between formats. */
const STATED: Readonly<Record<FormatName, (pkg: Package) => Partial<PackageMetadata>>> = {
  apk: (pkg) => ({ version: apkVersion(pkg.version), arch: apkArch(pkg) }),
  archlinux: (pkg) => ({
    version: archVersion(pkg),
    arch: archArch(pkg),
    maintainer: pkg.archlinux.packager,
  }),
  deb: (pkg) => ({
    version: debVersion(pkg.version),
    arch: debArch(pkg),
    priority: pkg.priority || 'optional',
  }),
  ipk: (pkg) => ({ version: ipkVersion(pkg), arch: ipkArch(pkg) }),
  rpm: rpmStated,
  srpm: rpmStated,
  msix: () => ({}),
  tarball: () => ({}),
};

function rpmStated(pkg: Package): Partial<PackageMetadata> {
  return {
    version: evr(pkg.version),
    arch: archName(pkg) ?? pkg.arch,
    summary: summary(pkg),
    maintainer: packager(pkg),
    section: pkg.rpm.group,
  };
}

export function statedBy(format: FormatName, pkg: Package): PackageMetadata {
  const { name, maintainer, vendor, homepage, license, section, priority } = pkg;
  const description = pkg.description.trim();
  return {
    ...{ name, maintainer, vendor, homepage, license, section, priority, description },
    version: pkg.version.version,
    arch: pkg.archOverride || pkg.arch,
    summary: description.split('\n', 1)[0] ?? '',
    source: '',
    buildTime: pkg.time,
    installedSize: 0,
    ...STATED[format](pkg),
  };
}
