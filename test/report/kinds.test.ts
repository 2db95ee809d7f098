import { expect, test } from 'vitest';
import type { PackageEntry } from '../../src/inspect/index.ts';
import { kindOf } from '../../src/report/kinds.ts';

const FILE: PackageEntry = {
  path: '',
  type: 'file',
  mode: 0o644,
  owner: 'root',
  group: 'root',
  uid: 0,
  gid: 0,
  size: 1,
  mtime: 0,
  target: '',
  digests: {},
  flags: [],
};

test.each([
  ['/usr/bin/git', 0o755, 'program'],
  ['/opt/app/run', 0o755, 'program'],
  ['/usr/lib/x86_64-linux-gnu/libz.so.1.2.13', 0o644, 'library'],
  ['/usr/lib/libz.a', 0o644, 'library'],
  ['/lib/modules/6.1/kernel/fs/ext4.ko.xz', 0o644, 'library'],
  ['/etc/jaco/jacod.yaml', 0o644, 'config'],
  ['/usr/share/doc/git/copyright', 0o644, 'doc'],
  ['/usr/share/man/man1/git.1.gz', 0o644, 'doc'],
  ['/README.md', 0o644, 'doc'],
  ['/usr/share/locale/de/LC_MESSAGES/git.mo', 0o644, 'locale'],
  ['/usr/share/icons/a.png', 0o644, 'data'],
  ['/usr/lib/systemd/system/a.service', 0o644, 'data'],
])('%s is %s %s', (path, mode, kind) => {
  expect(kindOf({ ...FILE, path, mode })).toBe(kind);
});

test('what the package says of a file counts', () => {
  expect(kindOf({ ...FILE, path: '/opt/a.conf', flags: ['config'] })).toBe('config');
  expect(kindOf({ ...FILE, path: '/opt/manual', flags: ['doc'] })).toBe('doc');
});
