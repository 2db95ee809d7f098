import { choice, list, requiredText, section, text, texts } from '../../nfpm-config/leaves.ts';
import { permissions } from '../leaves.ts';
import { perFormat } from './per-format.ts';

export const exclude = texts(
  'What trees, globs and folders bring in and the packages leave out: patterns over the paths in the package, by the rules of .gitignore.',
  '*.map',
  '/usr/share/app/test/',
  '!/usr/share/app/test/data',
);

export const docs = choice(
  '`rpm` (the default): items of type doc, license and readme are for rpm alone, as in nfpm. `all`: every format has them.',
  ['rpm', 'all'],
);

const defaults = section({
  file: permissions('Of files that nobody may execute.', '0644').optional(),
  executable: permissions('Of files that somebody may execute.', '0755').optional(),
  dir: permissions('Of folders in trees, and of `type: dir`.', '0755').optional(),
}).meta({ id: 'Modes', description: 'Permissions of what has no mode of its own.' });

export const modes = section({
  all: defaults.optional(),
  ...perFormat(() => defaults.optional()),
}).meta({
  description:
    'Permissions of what nfpm.yaml gives no mode, in place of those on disk; of one format, or of all. The umask does not touch them.',
});

const included = section({
  src: requiredText(
    'File, folder or glob on the build machine. Variables are expanded.',
    'LICENSE',
  ),
  dst: text(
    'Path below the root folder; the name of src when not given. Variables are expanded.',
    'bin/app',
  ).optional(),
  mode: permissions(
    'Permissions; by default those of the file on disk.',
    '0644',
    '0755',
  ).optional(),
}).meta({ id: 'Included', description: 'A file in the tarball.' });

export const tarball = section({
  root: text(
    'Folder that holds everything, or `.` for none. Variables are expanded.',
    '$PACKAGE_NAME-$PACKAGE_VERSION',
  ).optional(),
  include: list(included)
    .meta({ description: 'What is in it, in place of `contents` of nfpm.yaml.' })
    .optional(),
  compression: text(
    'gzip (the default) or another; a level may follow a colon.',
    'gzip:9',
  ).optional(),
}).meta({ id: 'Tarball', description: 'Layout of tarballs.' });
