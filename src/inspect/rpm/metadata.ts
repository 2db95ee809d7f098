import { NO_METADATA } from '../facts.ts';
import type { InspectedPackage, PackageMetadata } from '../model.ts';
import type { RpmHeader } from './header.ts';
import { FIELD_NAMES, TAG } from './tags.ts';

export function rpmMetadata(header: RpmHeader): PackageMetadata {
  const epoch = header.number(TAG.epoch);
  const version = `${header.text(TAG.version)}-${header.text(TAG.release)}`;
  const text = (tag: number) => header.text(tag);
  return {
    ...NO_METADATA,
    name: text(TAG.name),
    version: epoch === undefined ? version : `${epoch}:${version}`,
    arch: text(TAG.arch),
    summary: text(TAG.summary),
    description: text(TAG.description),
    maintainer: text(TAG.packager),
    vendor: text(TAG.vendor),
    homepage: text(TAG.url),
    license: text(TAG.license),
    section: text(TAG.group),
    source: text(TAG.sourceRpm),
    buildTime: header.number(TAG.buildTime) ?? 0,
    installedSize: header.number(TAG.longSize) ?? header.number(TAG.size) ?? 0,
  };
}

export function rpmFields(header: RpmHeader): InspectedPackage['fields'] {
  return [...FIELD_NAMES].flatMap(([tag, name]) => {
    const kind = header.kind(tag);
    if (kind === 'text') return [[name, header.text(tag)] as const];
    return kind === 'number' ? [[name, String(header.number(tag) ?? '')] as const] : [];
  });
}
