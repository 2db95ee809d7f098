import { dir, file, link, script } from '../subjects.ts';
import type { Cases } from './case.ts';

const at = (...paths: readonly string[]) => ({ entries: paths.map((path) => file(path)) });
const COPYRIGHT = '/usr/share/doc/sundial/copyright';
const CHANGELOG = '/usr/share/doc/sundial/changelog.gz';
export const PLACES: Cases = {
  'copyright-missing': {
    bad: [{ without: [COPYRIGHT] }],
    good: [
      {
        without: [COPYRIGHT, CHANGELOG, '/usr/share/doc/sundial'],
        entries: [link('/usr/share/doc/sundial', 'dial')],
      },
      { format: 'rpm', without: [COPYRIGHT] },
    ],
  },
  'copyright-no-notice': {
    bad: [
      { entries: [file(COPYRIGHT, { text: 'MIT\n' })] },
      { entries: [file(COPYRIGHT, { text: 'Copyright Dial Works\n' })] },
    ],
    good: [{ entries: [file(COPYRIGHT, { text: '© 2024 Dial Works\n' })] }],
  },
  'copyright-crlf': {
    bad: [{ entries: [file(COPYRIGHT, { text: 'Copyright 2024 x\r\n' })] }],
    good: [{}],
  },
  'copyright-compressed': {
    bad: [at(`${COPYRIGHT}.gz`), { entries: [link(COPYRIGHT, '../dial/copyright')] }],
    good: [{}],
  },
  'license-file-missing': {
    bad: [{ format: 'rpm', without: [COPYRIGHT, '/usr/share/licenses/sundial/LICENSE'] }],
    good: [{ format: 'rpm', without: [COPYRIGHT] }],
  },
  'changelog-missing': {
    bad: [{ without: [CHANGELOG] }, { format: 'rpm', hasChangelog: false }],
    good: [{ without: [CHANGELOG], entries: [file('/usr/share/doc/sundial/changelog.Debian.gz')] }],
  },
  'changelog-uncompressed': {
    bad: [at('/usr/share/doc/sundial/changelog')],
    good: [at('/usr/share/sundial/changelog')],
  },
  'man-page-uncompressed': {
    bad: [at('/usr/share/man/man1/dial.1'), at('/usr/share/man/de/man8/dial.8')],
    good: [at('/usr/share/man/man1/dial.1.gz'), at('/usr/share/manual/man1/x.1')],
  },
  'man-page-misplaced': {
    bad: [at('/usr/share/man/man1/dial.8.gz'), at('/usr/share/man/man1/dial.gz')],
    good: [at('/usr/share/man/man3/dial.3pm.gz')],
  },
  'man-page-missing': {
    bad: [{ entries: [script('/usr/bin/dial')] }, { entries: [link('/usr/sbin/dial', 'sundial')] }],
    good: [{ entries: [script('/usr/lib/sundial/dial')] }],
  },
  'gzip-time': {
    bad: [{ entries: [file('/usr/share/sundial/x.gz', { gzipTime: 1_800_000_000 })] }],
    good: [{ entries: [file('/usr/share/sundial/x.gz', { gzipTime: 1_600_000_000 })] }],
  },
  'path-usr-local': {
    bad: [at('/usr/local/bin/x'), { entries: [dir('/usr/local/share/x')] }],
    good: [at('/usr/locale/x')],
  },
  'path-opt': { bad: [at('/opt/dial/x')], good: [{ entries: [dir('/opt')] }] },
  'path-tmp': { bad: [at('/tmp/x'), at('/var/tmp/x')], good: [at('/usr/share/tmp/x')] },
  'path-home': { bad: [at('/home/ann/x'), at('/root/x')], good: [at('/usr/share/home/x')] },
  'path-dev': { bad: [at('/dev/x'), at('/proc/x')], good: [at('/usr/lib/dev/x')] },
  'path-run': {
    bad: [{ entries: [dir('/var/run/dial')] }, at('/run/x')],
    good: [at('/usr/lib/run/x')],
  },
  'path-site': { bad: [at('/srv/x'), at('/var/www/x')], good: [at('/usr/share/srv/x')] },
  'path-obsolete': {
    bad: [at('/usr/doc/x'), at('/etc/bash_completion.d/x')],
    good: [at('/usr/share/bash-completion/x')],
  },
  'path-unusual': {
    bad: [at('/dial/x'), at('/x'), at('/usr/dial/x'), at('/var/dial')],
    good: [at('/srv/x'), at('/lib64/x'), { entries: [dir('/usr/libexec')] }],
  },
  'path-unmerged': {
    bad: [at('/lib/x'), at('/bin/x')],
    good: [at('/usr/lib/x'), { format: 'rpm', ...at('/lib/x') }],
  },
  'bin-subdir': {
    bad: [{ entries: [script('/usr/bin/dial/x')] }],
    good: [{ entries: [script('/usr/bin/x')] }],
  },
};
