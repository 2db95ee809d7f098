import { type Fields, fieldReader } from './control-file.ts';
import { NO_METADATA } from './facts.ts';
import type { PackageMetadata } from './model.ts';

/** Fields that only opkg's build systems write. */
const OPKG_FIELDS = ['ABIVersion', 'Auto-Installed', 'LicenseFiles', 'OE', 'SourceDateEpoch'];

/** Whether a control file is of an ipk; the two formats have one container in common. */
export function isIpk(fields: Fields): boolean {
  const field = fieldReader(fields);
  // deb-control(5): architectures have hyphens, never underscores.
  return field('Architecture').includes('_') || OPKG_FIELDS.some((name) => field(name) !== '');
}

export function controlMetadata(fields: Fields, sizeUnit: number): PackageMetadata {
  const field = fieldReader(fields);
  const description = field('Description');
  return {
    ...NO_METADATA,
    name: field('Package'),
    version: field('Version'),
    arch: field('Architecture'),
    summary: description.split('\n', 1)[0] ?? '',
    description,
    maintainer: field('Maintainer'),
    vendor: field('Vendor'),
    homepage: field('Homepage'),
    license: field('License'),
    section: field('Section'),
    priority: field('Priority'),
    source: field('Source'),
    buildTime: Number(field('SourceDateEpoch')) || 0,
    installedSize: (Number(field('Installed-Size')) || 0) * sizeUnit,
  };
}
