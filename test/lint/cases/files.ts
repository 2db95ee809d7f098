import { dir, file, link, program, script, special } from '../subjects.ts';
import type { Cases } from './case.ts';

const at = (...paths: readonly string[]) => ({ entries: paths.map((path) => file(path)) });
const mode = (path: string, bits: number) => ({ entries: [file(path, {}, { mode: bits })] });
const config = (path: string, ...flags: ('config' | 'noreplace' | 'missingok')[]) => ({
  entries: [file(path, {}, { flags })],
});
const noFiles = {
  without: [
    '/etc/sundial.conf',
    '/usr/bin/sundial',
    '/usr/share/man/man1/sundial.1.gz',
    '/usr/lib/systemd/system/sundial.service',
  ],
};
const same = (...paths: readonly string[]) => ({
  entries: paths.map((path) => file(path, {}, { digests: { sha256: 'abc' } })),
});

export const FILES: Cases = {
  'world-writable': {
    bad: [mode('/usr/share/x', 0o666), { entries: [dir('/var/lib/x', { mode: 0o777 })] }],
    good: [{ entries: [dir('/var/lib/x', { mode: 0o1777 }), link('/usr/share/x', 'y')] }],
  },
  'group-writable': {
    bad: [mode('/usr/share/x', 0o664), { entries: [dir('/usr/share/x', { mode: 0o775 })] }],
    good: [{ entries: [dir('/var/lib/x', { mode: 0o2775, group: 'staff' })] }],
  },
  'setuid-file': {
    bad: [mode('/usr/bin/x', 0o4755), mode('/usr/bin/x', 0o2755)],
    good: [mode('/usr/bin/x', 0o755)],
  },
  'dir-mode': {
    bad: [
      { entries: [dir('/usr/share/x', { mode: 0o700 })] },
      { entries: [dir('/var/spool/x', { mode: 0o1770, group: 'daemon' })] },
    ],
    good: [{ entries: [dir('/tmp', { mode: 0o1777 })] }],
  },
  'file-mode': { bad: [mode('/usr/share/x', 0o600)], good: [mode('/etc/sudoers.d/x', 0o440)] },
  'program-mode': { bad: [mode('/usr/bin/x', 0o700)], good: [mode('/usr/bin/x', 0o4755)] },
  'program-not-executable': { bad: [mode('/usr/bin/x', 0o644)], good: [mode('/usr/lib/x', 0o644)] },
  'executable-not-program': {
    bad: [mode('/usr/lib/sundial/x', 0o755)],
    good: [
      { entries: [script('/usr/lib/sundial/x')] },
      { entries: [program('/usr/lib/sundial/x')] },
      { entries: [file('/usr/lib/sundial/x', { isZip: true }, { mode: 0o755 })] },
    ],
  },
  'data-executable': {
    bad: [
      mode('/usr/lib/systemd/system/x.socket', 0o755),
      mode('/usr/share/doc/sundial/README', 0o755),
      { entries: [file('/etc/x', {}, { mode: 0o755, flags: ['config'] })] },
    ],
    good: [{ entries: [script('/etc/cron.daily/x', { flags: ['config'] })] }],
  },
  'owner-id': {
    bad: [{ entries: [file('/usr/share/x', {}, { uid: 1000, owner: '' })] }],
    good: [{ entries: [file('/usr/share/x', {}, { uid: 65_534, gid: 50 })] }],
  },
  'owner-unknown': {
    bad: [{ entries: [file('/var/lib/x', {}, { owner: 'dial' })] }],
    good: [
      { entries: [file('/var/lib/x', {}, { owner: 'www-data', group: 'adm' })] },
      {
        entries: [file('/var/lib/x', {}, { owner: 'dial' })],
        scripts: { preinst: '#!/bin/sh\nset -e\nadduser --system dial\n' },
      },
      {
        entries: [file('/var/lib/x', {}, { owner: 'dial' }), file('/usr/lib/sysusers.d/dial.conf')],
      },
    ],
  },
  'special-file': {
    bad: [{ entries: [special('/usr/lib/x', 'fifo')] }],
    good: [{ entries: [link('/usr/lib/x', 'y')] }],
  },
  'sudoers-mode': {
    bad: [mode('/etc/sudoers.d/x', 0o644)],
    good: [mode('/etc/sudoers.d/README', 0o644)],
  },
  'etc-not-config': {
    bad: [at('/etc/x')],
    good: [
      at('/etc/x/README'),
      { format: 'apk', ...at('/etc/x') },
      { entries: [special('/etc/x', 'ghost')] },
    ],
  },
  'config-outside-etc': {
    bad: [config('/usr/share/x', 'config', 'noreplace')],
    good: [{ format: 'rpm', ...config('/var/lib/x', 'config', 'noreplace') }],
  },
  'config-replaced': {
    bad: [{ format: 'rpm', ...config('/etc/x', 'config') }],
    good: [
      { format: 'rpm', ...config('/etc/x', 'config', 'missingok') },
      config('/etc/x', 'config'),
    ],
  },
  'conffile-missing': {
    bad: [{ controlFiles: { conffiles: '/etc/gone\n' } }],
    good: [{ controlFiles: { conffiles: '/etc/sundial.conf\nremove-on-upgrade /etc/gone\n' } }],
  },
  'conffile-twice': {
    bad: [{ controlFiles: { conffiles: '/etc/sundial.conf\n/etc/sundial.conf\n' } }],
    good: [{ controlFiles: { conffiles: '/etc/sundial.conf\n' } }],
  },
  'conffile-no-file': {
    bad: [{ controlFiles: { conffiles: '/etc/x\n' }, entries: [link('/etc/x', 'y')] }],
    good: [{ controlFiles: { conffiles: '/etc/sundial.conf\n' } }],
  },
  'symlink-broken': {
    bad: [{ entries: [link('/usr/lib/x', 'y')] }],
    good: [
      { entries: [link('/usr/lib/x', '../bin/sundial')] },
      { entries: [link('/etc/x', '/dev/null')] },
    ],
  },
  'symlink-outside': {
    bad: [{ entries: [link('/usr/lib/x', '../../../etc/x')] }],
    good: [{ entries: [link('/usr/lib/x', '../../etc/x')] }],
  },
  'symlink-absolute': {
    bad: [{ entries: [link('/usr/lib/x', '/usr/bin/sundial')] }],
    good: [{ entries: [link('/usr/lib/x', '/etc/sundial.conf')] }],
  },
  'symlink-relative': {
    bad: [{ entries: [link('/usr/lib/x', '../../etc/sundial.conf')] }],
    good: [{ entries: [link('/usr/lib/x', '../bin/sundial')] }],
  },
  'symlink-untidy': {
    bad: [
      { entries: [link('/usr/lib/x', '..//bin/sundial')] },
      { entries: [link('/usr/lib/x', '../bin/')] },
      { entries: [link('/usr/lib/x', './y')] },
      { entries: [link('/usr/lib/x', '../lib/y')] },
      { entries: [link('/usr/lib/x', 'a/../y')] },
    ],
    good: [{ entries: [link('/usr/lib/x', '../bin/sundial'), link('/usr/lib/y', '..')] }],
  },
  'symlink-to-itself': {
    bad: [{ entries: [link('/usr/lib/x', 'x')] }],
    good: [{ entries: [link('/usr/lib/x', '../bin/sundial')] }],
  },
  'symlink-compressed-name': {
    bad: [{ entries: [link('/usr/share/man/man1/dial.1', 'sundial.1.gz')] }],
    good: [{ entries: [link('/usr/share/man/man1/dial.1.gz', 'sundial.1.gz')] }],
  },
  'hardlink-across-folders': {
    bad: [{ entries: [{ ...special('/usr/lib/x', 'hardlink'), target: '/usr/bin/sundial' }] }],
    good: [{ entries: [{ ...special('/usr/bin/x', 'hardlink'), target: '/usr/bin/sundial' }] }],
  },
  'name-not-utf8': {
    bad: [{ entries: [file('/usr/share/\\xff', {}, { pathBytes: Uint8Array.of(0xff) })] }],
    good: [at('/usr/share/ü')],
  },
  'name-not-ascii': { bad: [{ entries: [script('/usr/bin/ühr')] }], good: [at('/usr/share/ühr')] },
  'name-odd': {
    bad: [at('/usr/share/a*'), at('/usr/share/a '), at('/usr/share/a\nb')],
    good: [at('/usr/share/a b')],
  },
  'vcs-file': {
    bad: [at('/usr/share/x/.git/config'), at('/usr/share/x/.gitignore')],
    good: [at('/usr/share/x/git')],
  },
  'backup-file': {
    bad: [
      at('/usr/share/x~'),
      at('/usr/share/x.orig'),
      at('/usr/share/.x.swp'),
      at('/usr/share/#x#'),
    ],
    good: [at('/usr/share/~x'), at('/usr/share/original')],
  },
  'desktop-junk': {
    bad: [at('/usr/share/x/.DS_Store'), at('/usr/share/__MACOSX/x')],
    good: [at('/usr/share/DS_Store')],
  },
  'bytecode-file': {
    bad: [at('/usr/share/x/a.pyc')],
    good: [{ format: 'rpm', ...at('/usr/share/x/a.pyc') }],
  },
  'index-file': {
    bad: [at('/usr/share/info/dir.gz'), at('/usr/lib/perl/perllocal.pod')],
    good: [at('/usr/share/info/dial.gz')],
  },
  'hidden-file': {
    bad: [at('/usr/share/x/.hidden')],
    good: [at('/etc/skel/.profile'), at('/usr/share/x/.gitignore')],
  },
  'empty-dir': {
    bad: [{ entries: [dir('/usr/share/x')] }],
    good: [{ entries: [dir('/var/lib/x')] }],
  },
  'empty-file': {
    bad: [{ entries: [file('/usr/share/x', {}, { size: 0 })] }],
    good: [{ entries: [file('/usr/lib/x/__init__.py', {}, { size: 0 })] }],
  },
  'empty-package': { bad: [noFiles], good: [{ ...noFiles, relations: { depends: ['dial'] } }] },
  'huge-file': {
    bad: [{ entries: [file('/usr/share/x', {}, { size: 300_000_000 })] }],
    good: [{ entries: [file('/usr/share/x', {}, { size: 200_000_000 })] }],
  },
  'duplicate-files': {
    bad: [same('/usr/share/a', '/usr/share/b')],
    good: [same('/usr/share/a', '/var/lib/a')],
  },
  'private-key': {
    bad: [{ entries: [file('/etc/x.pem', { hasPrivateKey: true })] }],
    good: [{ entries: [file('/usr/share/doc/sundial/example.pem', { hasPrivateKey: true })] }],
  },
  'secret-file': {
    bad: [at('/usr/lib/x/.env'), at('/usr/lib/x/.npmrc'), at('/root/.ssh/id_rsa')],
    good: [at('/usr/lib/x/.env.example'), at('/usr/share/doc/sundial/.env'), at('/usr/lib/x/env')],
  },
  'secret-readable': {
    bad: [mode('/etc/sundial/secrets.yaml', 0o644), mode('/etc/sundial/tls.key', 0o644)],
    good: [
      mode('/etc/sundial/secrets.yaml', 0o640),
      mode('/etc/pam.d/password', 0o644),
      mode('/etc/x/secretary', 0o644),
    ],
  },
  'mtime-future': {
    bad: [{ entries: [file('/usr/share/x', {}, { mtime: 1_800_000_000 })] }],
    good: [{ entries: [file('/usr/share/x', {}, { mtime: 1_700_003_600 })] }],
  },
  'mtime-ancient': {
    bad: [
      { entries: [file('/usr/share/x', {}, { mtime: 0 })] },
      { entries: [file('/usr/share/x', {}, { mtime: -1e300 })] },
    ],
    good: [{ entries: [file('/usr/share/x', {}, { mtime: 315_532_800 })] }],
  },
};
