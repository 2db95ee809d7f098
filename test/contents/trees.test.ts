import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/tools.ts';
import { complaints, layOut, paths, rows } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'app/bin/go': { mode: 0o4755 },
  'app/share/data.txt': { mode: 0o666 },
  'app/empty/': '',
  'app/private/': { mode: 0o700 },
  'app/shared/': { mode: 0o3777 },
  'app/latest': { link: 'share/data.txt' },
  'app/folder': { link: 'share' },
  'app/gone': { link: 'not/here' },
  'etc/sysconfig/tool': '',
  'etc/tool/tool.conf': '',
  'root/usr/lib/tool/x': '',
  'root/opt/a-common/y': '',
  'root/opt/': { mode: 0o700 },
  over: { link: 'app/share' },
  single: '',
});

test('a tree is as it is on disk, less the umask', async () => {
  expect(await rows(folder, [{ type: 'tree', src: 'app', dst: '/opt/grove' }])).toEqual([
    '0755 root:root /opt/ (implicit)',
    '0755 root:root /opt/grove/',
    '0755 root:root /opt/grove/bin/',
    '4755 root:root /opt/grove/bin/go = app/bin/go',
    '0755 root:root /opt/grove/empty/',
    '0777 root:root /opt/grove/folder -> share',
    '0777 root:root /opt/grove/gone -> not/here',
    '0777 root:root /opt/grove/latest -> share/data.txt',
    '0700 root:root /opt/grove/private/',
    '0755 root:root /opt/grove/share/',
    '0664 root:root /opt/grove/share/data.txt = app/share/data.txt',
    '3775 root:root /opt/grove/shared/',
  ]);
});

test("file_info is for everything in it but the system's own folders", async () => {
  const info = { mode: 0o750, owner: 'grove', group: 'trees' };
  expect(await rows(folder, [{ type: 'tree', src: 'etc/', dst: '/etc/', ...info }])).toEqual([
    '0755 root:root /etc/ (implicit)',
    '0755 root:root /etc/sysconfig/ (implicit)',
    '0750 grove:trees /etc/sysconfig/tool = etc/sysconfig/tool',
    '0750 grove:trees /etc/tool/',
    '0750 grove:trees /etc/tool/tool.conf = etc/tool/tool.conf',
  ]);
});

test('a tree at / does not own what the system has', async () => {
  const tree = { type: 'tree', src: 'root', dst: '/' } as const;
  expect(await rows(folder, [tree])).toEqual([
    '0755 root:root /opt/ (implicit)',
    '0755 root:root /opt/a-common/',
    '0644 root:root /opt/a-common/y = root/opt/a-common/y',
    '0755 root:root /usr/ (implicit)',
    '0755 root:root /usr/lib/ (implicit)',
    '0755 root:root /usr/lib/tool/',
    '0644 root:root /usr/lib/tool/x = root/usr/lib/tool/x',
  ]);
});

test('disown_subtree takes patterns and paths', async () => {
  const tree = { type: 'tree', src: 'root', dst: '/' } as const;
  const disownSubtree = ['/opt/*-common', 'usr/lib/tool/'];
  expect(await paths(folder, [{ ...tree, disownSubtree }])).toEqual([
    '/opt/a-common/y',
    '/usr/lib/tool/x',
  ]);
  expect(await complaints(folder, [{ ...tree, disownSubtree: ['/opt/['] }])).toEqual([
    expect.stringContaining('config_value'),
  ]);
});

test.each([
  ['config|tree', 'config'],
  ['config|noreplace|tree', 'config|noreplace'],
  ['config|missingok|tree', 'config|missingok'],
] as const)('%s makes its files %s, and nothing else', async (type, role) => {
  const found = await rows(folder, [{ type, src: 'app', dst: '/a' }]);
  expect(found.filter((row) => row.includes('('))).toEqual([
    `4755 root:root /a/bin/go = app/bin/go (${role})`,
    `0664 root:root /a/share/data.txt = app/share/data.txt (${role})`,
  ]);
});

describe('the src of a tree', () => {
  test('may be a link to a folder, or a file', async () => {
    expect(await paths(folder, [{ type: 'tree', src: 'over', dst: '/o' }])).toEqual([
      '/o/',
      '/o/data.txt',
    ]);
    expect(await paths(folder, [{ type: 'tree', src: 'single', dst: '/o' }])).toEqual(['/o']);
  });

  test.each([
    ['gone', '/x', 'content_missing'],
    ['', '/x', 'content_missing'],
    ['single', '/', 'content_path'],
    ['app', '', 'content_path'],
  ])('%j to %j is wrong', async (src, dst, code) => {
    expect(await complaints(folder, [{ type: 'tree', src, dst }])).toEqual([
      expect.stringContaining(code),
    ]);
  });
});

describe('a tree over other items', () => {
  const tree = { type: 'tree', src: 'app', dst: '/t' } as const;

  test('takes the place of what is there already', async () => {
    const found = await rows(folder, [
      { src: 'single', dst: '/t/share/data.txt', owner: 'first' },
      { type: 'symlink', src: 'elsewhere', dst: '/t/bin/go' },
      { type: 'dir', dst: '/t/empty', mode: 0o700 },
      tree,
      { src: 'single', dst: '/t/later' },
    ]);
    expect(found).toContain('0664 root:root /t/share/data.txt = app/share/data.txt');
    expect(found).toContain('4755 root:root /t/bin/go = app/bin/go');
    expect(found).toContain('0755 root:root /t/empty/');
    expect(found).toContain('0644 root:root /t/later = single');
  });

  test('but not of a folder by a file or the other way round, nor of its own root', async () => {
    for (const other of [
      { src: 'single', dst: '/t/share' },
      { type: 'symlink', src: 'elsewhere', dst: '/t/share' },
      { type: 'dir', dst: '/t/latest' },
      { type: 'dir', dst: '/t' },
      tree,
    ] as const) {
      const found = await complaints(folder, [other, tree]);
      expect(found[0]).toContain('content_collision nfpm.yaml:20 contents[1]: /t');
    }
  });

  test('and leaves a folder alone that was asked for by name', async () => {
    const found = await rows(folder, [
      { type: 'dir', dst: '/etc/sysconfig', mode: 0o700 },
      { type: 'tree', src: 'etc', dst: '/etc' },
    ]);
    expect(found).toContain('0700 root:root /etc/sysconfig/');
  });
});
