import { describe, expect, test } from 'vitest';
import { isSystemFolder } from '../../src/contents/filesystem-dirs.ts';
import { DEFAULT_TIME, packageTime } from '../../src/contents/times.ts';
import { TIME } from '../support/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { DISK_TIME, expandIn, layOut, row, rows } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'm/r444': { mode: 0o444 },
  'm/w666': { mode: 0o666 },
  'm/w777': { mode: 0o777 },
  'm/x751': { mode: 0o751 },
  'm/suid': { mode: 0o6755 },
  'd/': { mode: 0o711, mtime: DISK_TIME + 7.5 },
  tool: { mode: 0o755, mtime: DISK_TIME + 1.9 },
  old: { mtime: DISK_TIME - 5 },
  'tree/new': { mtime: DISK_TIME + 3 },
  'tree/in/': { mtime: DISK_TIME + 5 },
  'hook.sh': { text: '#!/bin/sh\n', mtime: DISK_TIME + 6 },
});

describe('modes', () => {
  test.each([
    [0o002, ['0444', '6755', '0664', '0775', '0751']],
    [0o027, ['0440', '6750', '0640', '0750', '0750']],
    [0, ['0444', '6755', '0666', '0777', '0751']],
  ])('on disk lose the umask %o, and keep set-id bits', async (umask, expected) => {
    const found = await rows(folder, [{ src: 'm/*', dst: '/' }], { umask });
    expect(found.map((row) => row.slice(0, 4))).toEqual(expected);
  });

  test('given ones are as given', async () => {
    expect(
      await rows(
        folder,
        [
          { src: 'tool', dst: '/a', mode: 0o7777 },
          { type: 'dir', dst: '/b', mode: 0o2777 },
          { type: 'dir', dst: '/c' },
          { type: 'dir', dst: '/d', src: 'd' },
          { type: 'dir', dst: '/e', src: 'not-there' },
        ],
        { umask: 0o077 },
      ),
    ).toEqual([
      '7777 root:root /a = tool',
      '2777 root:root /b/',
      '0755 root:root /c/',
      '0755 root:root /d/',
      '0755 root:root /e/',
    ]);
  });
});

test('/dev/null is an empty file, with neither mode nor time of the device', async () => {
  const contents = [
    { src: '/dev/null', dst: '/etc/a', type: 'config' },
    { src: '/dev/null', dst: '/etc/b', mode: 0o600 },
    { src: 'old', dst: '/etc/c' },
  ] as const;
  const { entries } = await expandIn(folder, contents, { mtime: undefined });
  const files = entries.filter((entry) => entry.type === 'file');
  expect(files.map(({ size }) => size)).toEqual([0, 0, 0]);
  expect(files.map(({ mtime }) => mtime)).toEqual(Array(3).fill(DISK_TIME - 5));
  expect(files.map(row)).toEqual([
    '0644 root:root /etc/a = /dev/null (config)',
    '0600 root:root /etc/b = /dev/null',
    '0644 root:root /etc/c = old',
  ]);
});

describe('parent folders', () => {
  test("get the owner of the first file in them, but the system's own do not", async () => {
    expect(
      await rows(folder, [
        { src: 'tool', dst: '/opt/badge/one/owned', owner: 'badge', group: 'keepers' },
        { src: 'tool', dst: '/opt/badge/other', owner: 'second' },
        { src: 'tool', dst: '/etc/logrotate.d/badge', owner: 'badge' },
      ]),
    ).toEqual([
      '0755 root:root /etc/ (implicit)',
      '0755 root:root /etc/logrotate.d/ (implicit)',
      '0755 badge:root /etc/logrotate.d/badge = tool',
      '0755 root:root /opt/ (implicit)',
      '0755 badge:keepers /opt/badge/ (implicit)',
      '0755 badge:keepers /opt/badge/one/ (implicit)',
      '0755 badge:keepers /opt/badge/one/owned = tool',
      '0755 second:root /opt/badge/other = tool',
    ]);
  });

  test.each(['dir', 'symlink', 'ghost', 'doc'] as const)('of a %s are of root', async (type) => {
    const found = await rows(folder, [{ type, src: 'tool', dst: '/a/b', owner: 'o' }], {}, 'rpm');
    expect(found[0]).toBe('0755 root:root /a/ (implicit)');
  });

  test('are as asked for when they are asked for, before or after', async () => {
    const dir = { type: 'dir', dst: '/a', mode: 0o700, owner: 'o' } as const;
    const file = { src: 'tool', dst: '/a/b' };
    const expected = ['0700 o:root /a/', '0755 root:root /a/b = tool'];
    expect(await rows(folder, [dir, file])).toEqual(expected);
    expect(await rows(folder, [file, dir])).toEqual(expected);
  });

  test.each([
    ['/usr/share/man/man3p', true],
    ['/usr/lib/debug/usr/.dwz', true],
    ['/var/lib/logrotate', true],
    ['/', false],
    ['/usr/share/man/man3p/x', false],
    ['/opt/thing', false],
    ['', false],
  ])("isSystemFolder('%s') is %s", (path, expected) => {
    expect(isSystemFolder(path)).toBe(expected);
  });
});

describe('order', () => {
  test('a folder sorts with its slash', async () => {
    const contents = ['/srv/sg/inner', '/srv/sg-more', '/srv/sg0', '/srv/sg.x'].map((dst) => ({
      src: 'tool',
      dst,
    }));
    const { entries } = await expandIn(folder, contents);
    expect(entries.map(({ path }) => path)).toEqual([
      '/srv',
      '/srv/sg-more',
      '/srv/sg.x',
      '/srv/sg',
      '/srv/sg/inner',
      '/srv/sg0',
    ]);
  });
});

describe('times', () => {
  const contents = [
    { src: 'old', dst: '/a/old' },
    { src: 'tool', dst: '/a/tool', mtime: 1.5 },
    { type: 'symlink', src: 'x', dst: '/a/link' },
    { type: 'tree', src: 'tree', dst: '/t' },
    { type: 'tree', src: 'tree', dst: '/u', mtime: 99 },
  ] as const;

  test('are those of the package where an item has none of its own', async () => {
    const { entries, pkg } = await expandIn(folder, contents);
    expect(pkg.time).toBe(TIME);
    expect(entries.map(({ path, mtime }) => `${path} ${mtime}`)).toEqual([
      `/a ${TIME}`,
      `/a/link ${TIME}`,
      `/a/old ${TIME}`,
      '/a/tool 1',
      `/t ${TIME}`,
      `/t/in ${TIME}`,
      `/t/new ${TIME}`,
      '/u 99',
      '/u/in 99',
      '/u/new 99',
    ]);
  });

  const place = {};
  test.each([
    ['the newest file', [{ src: '{tool,old}', dst: '/' }], {}, DISK_TIME + 1],
    ['a folder in a tree', [{ type: 'tree', src: 'tree', dst: '/t' }], {}, DISK_TIME + 5],
    ['a folder given for its time', [{ type: 'dir', src: 'd', dst: '/d' }], {}, DISK_TIME + 7],
    ['a script', contents, { postinstall: { src: 'hook.sh', place } }, DISK_TIME + 6],
    ['nothing on disk', [{ data: Buffer.from('x'), dst: '/x' }], {}, DEFAULT_TIME],
    ['nothing at all', [], { config: { src: '', data: Buffer.from('x'), place } }, DEFAULT_TIME],
  ] as const)('come from %s where none is configured', async (_what, items, scripts, time) => {
    const { pkg } = await expandIn(folder, items, { mtime: undefined, scripts });
    expect(pkg.time).toBe(time);
  });

  test('are never negative, and may be 0', () => {
    expect(packageTime(undefined, [undefined, -1500])).toBe(0);
    expect(packageTime(0, [5000])).toBe(0);
  });
});
