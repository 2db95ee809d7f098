// jaco-pkg.yaml: what jaco-pkg does beyond nfpm, kept out of nfpm.yaml. The one source of
// validation, types and JSON Schema.
import { section, text, texts } from '../../nfpm-config/leaves.ts';
import type { Given } from '../../nfpm-config/schema/index.ts';
import { copyright } from './copyright.ts';
import { docs, exclude, modes, tarball } from './layout.ts';
import { lint } from './lint.ts';
import { release } from './release.ts';
import { rpm } from './rpm.ts';
import { signers } from './signers.ts';
import { systemd, sysusers, tmpfiles } from './systemd.ts';

const archlinux = section({
  optdepends: texts(
    'Packages for further features: `name`, or `name: what for`.',
    'git: fetch sources',
  ).optional(),
  compression: text(
    'zstd (the default) or another that pacman reads; a level may follow a colon.',
    'zstd:19',
  ).optional(),
}).meta({
  id: 'ArchLinuxExtensions',
  description: 'What pacman has and nfpm.yaml has no keys for.',
});

const deb = section({
  compression: text(
    'In place of `deb.compression` of nfpm.yaml: also lzma, with a level after a colon.',
    'lzma',
  ).optional(),
}).meta({ id: 'DebExtensions', description: 'What dpkg has and nfpm.yaml has no keys for.' });

export const extensionsSchema = section({
  exclude: exclude.optional(),
  systemd: systemd.optional(),
  sysusers: sysusers.optional(),
  tmpfiles: tmpfiles.optional(),
  copyright: copyright.optional(),
  docs: docs.optional(),
  modes: modes.optional(),
  archlinux: archlinux.optional(),
  deb: deb.optional(),
  rpm: rpm.optional(),
  tarball: tarball.optional(),
  signers: signers.optional(),
  release: release.optional(),
  lint: lint.optional(),
}).meta({
  title: 'jaco-pkg.yaml',
  description: 'What jaco-pkg does with packages beyond what nfpm.yaml can say.',
});

/** Extensions as a script writes them. */
export type ExtensionsInput = Given<(typeof extensionsSchema)['input']>;

/** Extensions that were read and found valid. */
export type ExtensionSettings = (typeof extensionsSchema)['output'];

/** What `jaco-pkg release` builds. */
export type ReleaseSettings = NonNullable<ExtensionSettings['release']>;

/** A finding of lint that is none. */
export type LintAllowed = NonNullable<NonNullable<ExtensionSettings['lint']>['allow']>[number];
