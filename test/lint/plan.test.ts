import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../src/index.ts';
import { build, plan } from '../../src/index.ts';
import { judge, subjectOfPackage, subjectOfPlan } from '../../src/lint/index.ts';
import { scratchFolder } from '../support/tools.ts';

const info = (mode: number) => ({ file_info: { mode } });

/** A configuration with all sorts of faults that packages of all formats can have. */
const CONFIG = {
  name: 'sundial',
  arch: 'amd64',
  version: '1.2.3',
  maintainer: 'Sun Dial <sun@dial.example>',
  description: 'Sundial, the clock.',
  mtime: '2023-11-14T22:13:20Z',
  depends: ['sundial'],
  // Written in the package as its manager reads them.
  overrides: {
    apk: { depends: ['sundial', 'musl >= 1.2'] },
    archlinux: { depends: ['sundial', 'glibc >= 2'] },
    ipk: { depends: ['libc  ( >= 1 ), sundial'] },
  },
  contents: [
    { dst: '/etc/sundial.conf', data: 'x\n', ...info(0o644) },
    { dst: '/etc/sundial.key', data: 'x\n', type: 'config', ...info(0o644) },
    { dst: '/usr/local/bin/sundial', data: '#!/bin/sh\n', ...info(0o755) },
    { dst: '/usr/bin/sundial', data: 'x\n', ...info(0o644) },
    { dst: '/usr/bin/dial', data: '#!/bin/sh\r\n', ...info(0o4755) },
    { dst: '/usr/lib/x', src: '/usr/lib/y', type: 'symlink' },
    {
      dst: '/usr/lib/systemd/system/a.service',
      data: '[Service]\nExecStart=/opt/x\n',
      ...info(0o755),
    },
    { dst: '/usr/share/sundial/.git/config', data: 'x\n', ...info(0o664) },
    { dst: '/usr/share/sundial/a', data: 'same', ...info(0o666) },
    { dst: '/usr/share/sundial/b', data: 'same', ...info(0o600) },
    { dst: '/usr/share/man/man1/x.8', data: 'x\n', ...info(0o644) },
    { dst: '/var/run/x', type: 'dir', file_info: { mode: 0o700, owner: 'dial' } },
  ],
  scripts: { postinstall: { data: '#!/bin/sh\nsystemctl start a\nrm -rf /etc\n' } },
} as const;

/** pacman's scripts are functions of one file, where other lines stand before them. */
const label = ({ id, message }: { readonly id: string; readonly message: string }) =>
  `${id}: ${message.replace(/in line \d+/, 'in a line')}`;

describe.each(['apk', 'archlinux', 'deb', 'ipk', 'rpm'] as const)('%s', (format: FormatName) => {
  test('gets the same findings before it is built and after', async () => {
    const options = { config: CONFIG, packagers: [format], target: `${scratchFolder()}/` } as const;
    const { packages } = await plan(options);
    const { artifacts } = await build(options);
    const [planned] = packages;
    if (!planned) throw new Error('nothing was planned');
    const before = judge(await subjectOfPlan(planned)).map(label);
    const after = judge(await subjectOfPackage(artifacts[0]?.path ?? '')).map(label);
    expect(before.length).toBeGreaterThan(15);
    expect(before.sort()).toEqual(after.sort());
  });
});
