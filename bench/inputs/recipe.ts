import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder below which files lie as they will be installed. */
export const STAGE = 'stage';

/** Compressors of debs, each with a configuration of its own; the default is gzip. */
export const DEB_COMPRESSORS = ['xz', 'zstd'] as const;

/** Writes a file of an input, and the folders above it. */
export function put(folder: string, path: string, data: Uint8Array | string, mode = 0o644): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data, { mode });
}

/**
 * Writes what the tools need besides the files: one nfpm.yaml for jaco-pkg and nfpm, and what
 * dpkg-deb and rpmbuild have in its place.
 * @param contents of nfpm.yaml
 */
export function putRecipes(folder: string, contents: string): void {
  const yaml = nfpmYaml(contents);
  put(folder, 'nfpm.yaml', yaml);
  for (const name of DEB_COMPRESSORS) {
    put(folder, `nfpm-${name}.yaml`, `${yaml}deb:\n  compression: ${name}\n`);
  }
  put(folder, `${STAGE}/DEBIAN/control`, CONTROL);
  put(folder, 'bench.spec', SPEC);
}

export function nfpmYaml(contents: string): string {
  return `name: bench
arch: \${PACKAGE_ARCH}
version: 1.0.0
maintainer: Bench <bench@bench.example>
description: Something to measure with
license: MIT
mtime: 2024-01-01T00:00:00Z
${contents}`;
}

const CONTROL = `Package: bench
Version: 1.0.0
Architecture: amd64
Maintainer: Bench <bench@bench.example>
Description: Something to measure with
`;

/** Packages the files as they are, without the checks that a distribution adds. */
const SPEC = `Name: bench
Version: 1.0.0
Release: 1
Summary: Something to measure with
License: MIT
AutoReqProv: no
%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global _binary_payload w6.gzdio
%description
Something to measure with
%install
mkdir -p %{buildroot}
cp -al %{stage}/usr %{buildroot}/
%files
/usr
`;
