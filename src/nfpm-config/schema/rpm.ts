import { section, text, texts } from '../leaves.ts';
import { rpmScripts } from './scripts.ts';
import { rpmSignature } from './signature.ts';

const requires = section({
  post: texts(
    'Needed by postinstall: `Requires(post)`. Environment variables are expanded.',
    'systemd',
  ).optional(),
}).meta({ description: 'Dependencies of scripts.' });

export const rpm = section({
  arch: text("Architecture in rpm's own names; used as it is.", 'ia64').optional(),
  buildhost: text('Machine named in the package; a constant when not given.').optional(),
  scripts: rpmScripts.optional(),
  requires: requires.optional(),
  group: text('Package group, for very old distributions.', 'Unspecified').optional(),
  summary: text('One line; the first of the description when not given.').optional(),
  compression: text(
    'gzip (the default), zstd, lzma or xz; a level may follow a colon.',
    'gzip:9',
    'zstd:19',
    'xz',
  ).optional(),
  signature: rpmSignature.optional(),
  packager: text(
    'Who made the package; the maintainer when not given. Environment variables are expanded.',
  ).optional(),
  prefixes: texts('Folders that may be relocated at installation.', '/usr').optional(),
}).meta({ id: 'Rpm', description: 'Settings for rpm and source rpm packages.' });
