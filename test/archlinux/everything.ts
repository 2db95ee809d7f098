import type { Package } from '../../src/model/package.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';

const relations = packageOf('archlinux').relations;

/** Every field a pacman package has a place for, and some it has none for. */
export const everything: Package = packageOf('archlinux', {
  version: { epoch: '2', version: '1.2.3', prerelease: 'rc-1', metadata: 'git7', release: '4' },
  description: 'Tells the time\nby daylight',
  relations: {
    ...relations,
    depends: ['glibc>=2.38', 'tzdata'],
    provides: ['clock=1'],
    conflicts: ['hourglass'],
    replaces: ['shadow-clock<1'],
    recommends: ['not-written'],
  },
  scripts: {
    preinstall: script('echo "pre_install $*" >> /log\n'),
    postinstall: script('#!/bin/sh\necho "post_install $*" >> /log'),
    preupgrade: script('echo "pre_upgrade $*" >> /log\n'),
    postupgrade: script('echo "post_upgrade $*" >> /log\n'),
    preremove: script('echo "pre_remove $*" >> /log\n'),
    postremove: script('echo "post_remove $*" >> /log\n'),
  },
  archlinux: {
    ...packageOf('archlinux').archlinux,
    pkgbase: 'clocks',
    packager: 'A B <a@b.example>',
  },
});

const long = `/usr/share/${'long'.repeat(20)}/${'name'.repeat(10)}`;

export const entries = [
  dir('/'),
  dir('/etc', { implicit: true }),
  dir('/etc/sundial'),
  file('/etc/sundial/sundial.conf', 'hours=12\n', { role: 'config' }),
  dir('/usr', { implicit: true }),
  dir('/usr/bin', { implicit: true }),
  file('/usr/bin/sundial', '#!/bin/sh\necho noon\n', { mode: 0o4755, mtime: 1_600_000_000 }),
  symlink('/usr/bin/zonnewijzer', 'sundial'),
  dir('/usr/share', { implicit: true }),
  dir(`/usr/share/${'long'.repeat(20)}`),
  file(long, 'deep\n'),
  dir('/usr/share/ünï cödé', { mode: 0o1777 }),
  file('/usr/share/ünï cödé/#=\\ "日時計"', ''),
  symlink('/usr/share/ünï cödé/link', 'to a # name'),
];
