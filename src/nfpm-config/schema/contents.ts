import { FORMAT_NAMES } from '../../model/package.ts';
import { CONTENT_TYPES } from '../../model/recipe.ts';
import {
  bytes,
  choice,
  flag,
  list,
  mode,
  requiredText,
  section,
  text,
  texts,
  time,
} from '../leaves.ts';

const fileInfo = section({
  owner: text('Owner of the installed file; `root` when not given.', 'www-data').optional(),
  group: text('Group of the installed file; `root` when not given.', 'adm').optional(),
  mode: mode(
    'Permissions, in octal: `0644`, not `644`. The umask does not touch them. By default those of the file on disk.',
    0o7777,
    0o644,
    0o755,
  ).optional(),
  mtime: time('Modification time of the installed file.').optional(),
  lang: text('rpm: locale the file belongs to (`%lang`).', 'de').optional(),
}).meta({ id: 'FileInfo', description: 'Owner, permissions and time of the installed file.' });

const content = section({
  src: text(
    'File, folder or glob on the build machine; for a symlink what it points to.',
    'build/app',
    'doc/*.1.gz',
  ).optional(),
  dst: requiredText(
    'Absolute path in the package. With a slash at the end, or with a glob as `src`, a folder to put files into.',
    '/usr/bin/app',
  ),
  type: choice(
    [
      'What it is; a plain file when not given.',
      '`config`: kept when the user has changed it. `config|noreplace`, `config|missingok`: the same, with rpm directives.',
      '`dir`: an empty folder, or one to own. `symlink`: a link from `dst` to `src`.',
      '`tree`: a folder with all that is in it; `config|tree` and its kin: its files are config files.',
      '`doc`, `license`, `readme`: marked so in rpm. `ghost`: owned by the rpm, not in it.',
    ].join('\n\n'),
    CONTENT_TYPES,
  ).optional(),
  packager: choice(
    'Only for this packager; for all of them when not given.',
    FORMAT_NAMES,
  ).optional(),
  file_info: fileInfo.optional(),
  expand: flag('Expand environment variables in `src` and `dst`.').optional(),
  disown_subtree: texts(
    'With `type: tree`: patterns of folders that the package does not own.',
    '/opt',
    '/opt/*-common',
  ).optional(),
  data: bytes('The content itself, in place of `src`.').optional(),
}).meta({ id: 'Content', description: 'A file, folder or link to package.' });

export const contents = list(content).meta({ description: 'What the package installs.' });
