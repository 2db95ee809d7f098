import type { Package } from '../../src/model/package.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';

const { relations } = packageOf('ipk');

/** Every field an ipk has a place for. */
export const everything: Package = packageOf('ipk', {
  arch: 'all',
  version: { epoch: '', version: '1.2.3', prerelease: 'rc.1', metadata: 'git7', release: '4' },
  description: 'Tells the time\n\n  by daylight',
  relations: {
    ...relations,
    provides: ['clock'],
    conflicts: ['hourglass'],
    replaces: ['shadow-clock'],
    recommends: ['tzdata'],
    suggests: ['moon'],
  },
  scripts: Object.fromEntries(
    (['preinstall', 'postinstall', 'preremove', 'postremove'] as const).map((name) => [
      name,
      script(`#!/bin/sh\necho ${name} >> "$PKG_ROOT/log"\n`),
    ]),
  ),
  ipk: {
    ...packageOf('ipk').ipk,
    abiVersion: '7',
    autoInstalled: false,
    essential: true,
    tags: ['clock', 'sun'],
    fields: { Source: 'feeds/sundial', 'CPE-ID': 'cpe:/a:dial:sundial' },
    alternatives: [{ linkName: '/usr/bin/clock', target: '/usr/bin/sundial', priority: 90 }],
  },
});

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
  file(`/usr/share/${'long'.repeat(20)}/${'name'.repeat(10)}`, 'deep\n'),
];
