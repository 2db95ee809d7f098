import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/tools.ts';
import { complaints, expandIn, layOut, paths, rows } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'lib/libz.so.1.3': '',
  'lib/libz.so': { link: 'libz.so.1.3' },
  'site/index.html': '',
  'site/css/base.css': '',
  'site/current': { link: 'index.html' },
  'site/assets': { link: 'css' },
  'site/more': { link: 'css' },
  'lnk/up': { link: '../lib/libz.so.1.3' },
  'lnk/away': { link: '/opt/elsewhere/thing' },
  'lnk/folder': { link: '../site' },
});

describe('type symlink', () => {
  test.each([
    ['/opt/linkage/bin/real', '/opt/linkage/bin/real'],
    ['../lib/x', '../lib/x'],
    ['not-there', 'not-there'],
    // A folder of that name is on disk, which makes no difference.
    ['lib', 'lib'],
    ['//opt//linkage/./dots/../cleaned/', '/opt/linkage/cleaned'],
    ['./a', 'a'],
    ['/with space/and-ü', '/with space/and-ü'],
  ])('%s leads to %s', async (src, target) => {
    expect(await rows(folder, [{ type: 'symlink', src, dst: '/usr//x/', mode: 0o700 }])).toEqual([
      '0755 root:root /usr/ (implicit)',
      `0777 root:root /usr/x -> ${target}`,
    ]);
  });

  test.each([
    ['', '/x', 'content_missing'],
    ['a\nb', '/x', 'content_path'],
    ['a', '/', 'content_path'],
  ])('%j at %j is wrong', async (src, dst, code) => {
    const [complaint] = await complaints(folder, [{ type: 'symlink', src, dst }]);
    expect(complaint).toContain(code);
  });
});

describe('a link on disk', () => {
  test('stays a link, with its own text', async () => {
    expect(
      await rows(folder, [
        { src: 'lib/libz.so*', dst: '/l/' },
        { src: 'lnk/up', dst: '/m/from-disk', owner: 'chain' },
        { src: 'lnk/up', dst: '/n/', type: 'config' },
      ]),
    ).toEqual([
      '0755 root:root /l/ (implicit)',
      '0777 root:root /l/libz.so -> libz.so.1.3',
      '0644 root:root /l/libz.so.1.3 = lib/libz.so.1.3',
      '0755 chain:root /m/ (implicit)',
      '0777 chain:root /m/from-disk -> ../lib/libz.so.1.3',
      '0755 root:root /n/ (implicit)',
      '0777 root:root /n/up -> ../lib/libz.so.1.3',
    ]);
  });

  test('that leads nowhere takes its dst for a folder', async () => {
    expect(await paths(folder, [{ src: 'lnk/away', dst: '/etc/x.conf' }])).toEqual([
      '/etc/x.conf/away',
    ]);
  });

  test('to a folder is a link too, and with a slash behind it that folder', async () => {
    expect(await rows(folder, [{ src: 'lnk/folder', dst: '/f' }])).toEqual([
      '0777 root:root /f -> ../site',
    ]);
    expect(await paths(folder, [{ src: 'lnk/folder/', dst: '/f' }])).toEqual([
      '/f/css/base.css',
      '/f/current',
      '/f/index.html',
    ]);
  });

  test.each(['site', 'site/**'])('to a folder is left out of %s, aloud', async (src) => {
    const { entries, warnings } = await expandIn(folder, [{ src, dst: '/srv' }]);
    expect(entries.map(({ path }) => path)).toEqual([
      '/srv',
      '/srv/css',
      '/srv/css/base.css',
      '/srv/current',
      '/srv/index.html',
    ]);
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'content_left_out',
        message: `links to folders are left out of ${src}: site/assets and 1 more`,
        place: expect.objectContaining({ key: 'contents[0]' }),
      }),
    ]);
  });
});
