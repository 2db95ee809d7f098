// nfpm.yaml as of nfpm 2.47, https://nfpm.goreleaser.com/docs/configuration/: the one source of
// validation, types and JSON Schema.
import { flag, mode, requiredText, section, text, time } from '../leaves.ts';
import { apk } from './apk.ts';
import { archlinux } from './archlinux.ts';
import { contents } from './contents.ts';
import { deb } from './deb.ts';
import { ipk } from './ipk.ts';
import { msix } from './msix.ts';
import { relations } from './relations.ts';
import { rpm } from './rpm.ts';
import { scripts } from './scripts.ts';

const overridable = {
  ...relations,
  contents: contents.optional(),
  umask: mode(
    'Bits taken off the permissions of files on disk, in octal; `0o002` when not given. Explicit modes are left alone.',
    0o777,
    0o022,
  ).optional(),
  scripts: scripts.optional(),
  rpm: rpm.optional(),
  deb: deb.optional(),
  apk: apk.optional(),
  archlinux: archlinux.optional(),
  ipk: ipk.optional(),
  msix: msix.optional(),
};

const overridables = section(overridable).meta({
  id: 'Overridables',
  description:
    'Settings for this packager only. Lists replace those above, scripts and fields add to them; what is empty or false changes nothing.',
});

const overrides = section({
  apk: overridables.optional(),
  archlinux: overridables.optional(),
  deb: overridables.optional(),
  ipk: overridables.optional(),
  msix: overridables.optional(),
  rpm: overridables.optional(),
  srpm: overridables.optional(),
  tarball: overridables.optional(),
}).meta({ description: 'Settings that differ from packager to packager.' });

const EXPANDED = 'Environment variables are expanded.';

export const configSchema = section({
  name: requiredText(`Name of the package. ${EXPANDED}`, 'foo'),
  arch: text(
    `Architecture in Go's names, translated for each packager; \`amd64\` when not given. ${EXPANDED}`,
    'amd64',
    'arm64',
    'all',
    '$PACKAGE_ARCH',
  ).optional(),
  platform: text(`Operating system; \`linux\` when not given. ${EXPANDED}`, 'linux').optional(),
  epoch: text('Version epoch: a higher one wins over any version.', '2').optional(),
  version: text(
    `Version; \`v0.0.0-rc0\` when not given. ${EXPANDED}`,
    '1.2.3',
    'v1.2.3-rc.1',
    '$PACKAGE_VERSION',
  ).optional(),
  version_schema: text(
    '`semver` (the default): a version that looks like semver is taken apart and written as each packager wants it. `none`: used as it is.',
    'semver',
    'none',
  ).optional(),
  release: text(`Release of this version, counted from 1. ${EXPANDED}`, '1').optional(),
  prerelease: text(
    `In place of the prerelease part of the version. ${EXPANDED}`,
    'beta1',
  ).optional(),
  version_metadata: text('In place of the metadata part of the version.', 'git').optional(),
  section: text('Section of the archive, for deb and ipk.', 'utils').optional(),
  priority: text('Priority; `optional` in deb and ipk when not given.', 'optional').optional(),
  maintainer: text(`Who maintains the package. ${EXPANDED}`, 'Jo Doe <jo@example.com>').optional(),
  description: text(`What it is: a line, and more on the lines below it. ${EXPANDED}`).optional(),
  vendor: text(`Who publishes the software. ${EXPANDED}`).optional(),
  homepage: text(`Web page. ${EXPANDED}`, 'https://example.com').optional(),
  license: text('Licence, best as an SPDX expression.', 'MIT').optional(),
  changelog: text('Changelog, as YAML in the form of chglog.', 'changelog.yaml').optional(),
  disable_globbing: flag('Take `*`, `?`, `[` and `{` in sources literally.').optional(),
  mtime: time(
    'Time of everything that has none of its own; $SOURCE_DATE_EPOCH when not given.',
  ).optional(),
  ...overridable,
  overrides: overrides.optional(),
}).meta({ title: 'nfpm.yaml', description: 'Describes packages for nfpm and jaco-pkg.' });

/** A configuration as a script writes it. */
export type ConfigInput = Given<(typeof configSchema)['input']>;

/** The same, whether or not it may be changed. */
export type Given<Value> = Value extends string | number | boolean | Date | Uint8Array | undefined
  ? Value
  : { readonly [Key in keyof Value]: Given<Value[Key]> };

/** A configuration that was read and found valid; nothing is expanded or filled in yet. */
export type Settings = (typeof configSchema)['output'];

/** One item of `contents`. */
export type ContentSettings = NonNullable<Settings['contents']>[number];
