// Names and versions, as each package manager takes them.
import { isVersion } from '../../apk/version.ts';
import { versionFault } from '../../deb/versions.ts';
import type { FormatName } from '../../model/package.ts';
import { DEB, RPMS, SYSTEM } from '../formats.ts';
import { metadata } from '../hits.ts';
import type { Rule } from '../model.ts';

const NAMES: Readonly<Partial<Record<FormatName, RegExp>>> = {
  apk: /^[A-Za-z0-9][A-Za-z0-9._+-]*$/,
  archlinux: /^[a-z0-9@_+][a-z0-9@._+-]*$/,
  deb: /^[a-z0-9][a-z0-9.+-]+$/,
  ipk: /^[a-z0-9][a-z0-9.+_-]+$/,
  rpm: /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/,
};

/** Why a version is none, as the end of a sentence; or undefined. */
const VERSIONS: Readonly<Partial<Record<FormatName, (text: string) => string | undefined>>> = {
  apk: (text) => (isVersion(text) ? undefined : 'apk could not compare it'),
  archlinux: (text) =>
    /^(\d+:)?[^\s:/-]+-\d+(\.\d+)?$/.test(text) ? undefined : 'it is not [epoch:]version-release',
  deb: versionFault,
  ipk: versionFault,
  rpm: (text) =>
    /^(\d+:)?[A-Za-z0-9._+~^]+-[A-Za-z0-9._+~^]+$/.test(text)
      ? undefined
      : 'it is not [epoch:]version-release of letters, digits and . _ + ~ ^',
};

export const NAME_RULES: readonly Rule[] = [
  {
    id: 'name-invalid',
    severity: 'error',
    formats: SYSTEM,
    why: 'Package managers and archives refuse such names, or cannot tell them from others: Debian Policy 5.6.1, Fedora Naming Guidelines, apk-package(5), PKGBUILD(5).',
    fix: 'use at least two lower-case letters, digits and + - ., the first a letter or digit',
    sameAs: { lintian: ['bad-package-name'] },
    check: metadata('name', ({ format, metadata: { name } }) => {
      return (
        NAMES[format]?.test(name) === false && `the name "${name}" is not allowed in ${format}`
      );
    }),
  },
  {
    id: 'version-invalid',
    severity: 'error',
    formats: SYSTEM,
    why: 'A version that cannot be compared cannot be upgraded: deb-version(7), rpm-version(7), apk-package(5), PKGBUILD(5).',
    fix: 'write a version of digits and dots first, with the separators that the format knows',
    sameAs: { lintian: ['bad-version-number'] },
    check: metadata('version', ({ format, metadata: { version } }) => {
      const fault = VERSIONS[format]?.(version);
      return fault && `the version "${version}" is not allowed in ${format}: ${fault}`;
    }),
  },
  {
    id: 'version-prerelease-unmarked',
    severity: 'warning',
    formats: [...DEB, ...RPMS],
    why: 'Without a tilde 1.0rc1 counts as newer than 1.0, and nobody who tried it gets the release: deb-version(7), Fedora Versioning Guidelines.',
    fix: 'put a tilde before it: 1.0~rc1',
    sameAs: {
      lintian: ['rc-version-greater-than-expected-version'],
      rpmlint: ['invalid-version'],
    },
    check: metadata('version', ({ metadata: { version } }) => {
      return (
        /\d[.-]?(rc|alpha|beta|pre)\.?\d*(-[^-]*)?$/i.test(version) &&
        `the version ${version} sorts after the release that it comes before`
      );
    }),
  },
];
