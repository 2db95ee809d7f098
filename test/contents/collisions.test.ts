import { describe, expect, test } from 'vitest';
import { withGenerated } from '../../src/contents/index.ts';
import type { Content } from '../../src/model/recipe.ts';
import { dir } from '../support/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints, expandIn, layOut, row } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'a.txt': '',
  'b.txt': '',
  'x/same': '',
  'y/same': '',
  ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`many/${index}`, ''])),
});

const a = { src: 'a.txt', dst: '/etc/same' };
const b = { src: 'b.txt', dst: '/etc/same' };

describe('at one path', () => {
  test.each<[string, Partial<Content>[], string]>([
    [
      'two files',
      [a, b],
      'the file a.txt of contents[0] (line 10) is there, and the file b.txt would be too',
    ],
    ['differently written', [a, { ...b, dst: 'etc//x/../same' }], '/etc/same is taken'],
    [
      'a link and a file',
      [{ type: 'symlink', src: 'z', dst: '/etc/same' }, b],
      'the link to z of contents[0]',
    ],
    [
      'two folders',
      [
        { type: 'dir', dst: '/d' },
        { type: 'dir', dst: '/d/' },
      ],
      '/d is taken: the folder of contents[0]',
    ],
    ['a file and a folder', [a, { type: 'dir', dst: '/etc/same' }], 'and the folder would be too'],
    [
      'a folder and a file',
      [{ type: 'dir', dst: '/etc/same' }, a],
      'the folder of contents[0] (line 10) is there',
    ],
    [
      'a parent and a file',
      [
        { src: 'a.txt', dst: '/p/q/r' },
        { ...b, dst: '/p/q' },
      ],
      '/p/q is taken: a parent folder of contents[0]',
    ],
    [
      'a tree and a file',
      [
        { type: 'tree', src: 'x', dst: '/t' },
        { ...b, dst: '/t/same' },
      ],
      'the file x/same of contents[0]',
    ],
  ])('%s', async (_what, contents, message) => {
    const found = await complaints(folder, contents);
    expect(found).toEqual([expect.stringContaining(message)]);
    expect(found[0]).toContain('content_collision nfpm.yaml:20 contents[1]: ');
  });

  test('two files of one item', async () => {
    expect(await complaints(folder, [{ src: '{x,y}/same', dst: '/s/' }])).toEqual([
      expect.stringContaining(
        'the file x/same of contents[0] (line 10) is there, and the file y/same',
      ),
    ]);
  });
});

describe('below something that is no folder', () => {
  test.each<[string, Partial<Content>]>([
    ['the file a.txt', { src: 'a.txt', dst: '/p' }],
    ['the link to /else', { type: 'symlink', src: '/else', dst: '/p' }],
    ['the ghost', { type: 'ghost', dst: '/p' }],
  ])('%s', async (what, item) => {
    const found = await complaints(folder, [item, { src: 'b.txt', dst: '/p/q/r' }], {}, 'rpm');
    expect(found).toEqual([
      expect.stringContaining(
        `/p/q/r cannot be below /p, which is ${what} of contents[0] (line 10)`,
      ),
    ]);
  });
});

test('many of one item are told in ten lines', async () => {
  const many = { src: 'many/*', dst: '/m/' };
  const found = await complaints(folder, [many, many, a, b]);
  expect(found).toHaveLength(11);
  expect(found[9]).toContain('; and 20 more like it');
  expect(found[10]).toContain('/etc/same');
});

test('they are told together with what is missing', async () => {
  const found = await complaints(folder, [a, b, { src: 'gone', dst: '/g' }]);
  expect(found.map((text) => text.split(' ')[0])).toEqual(['content_missing', 'content_collision']);
});

describe('entries that a format adds', () => {
  test('come with their parents, in order', async () => {
    const { entries } = await expandIn(folder, [{ src: 'a.txt', dst: '/usr/share/zoo' }]);
    const generated = { ...dir('/usr/share/doc/x'), mtime: 5 };
    expect(withGenerated(entries, [generated]).map(row)).toEqual([
      '0755 root:root /usr/ (implicit)',
      '0755 root:root /usr/share/ (implicit)',
      '0755 root:root /usr/share/doc/ (implicit)',
      '0755 root:root /usr/share/doc/x/',
      '0644 root:root /usr/share/zoo = a.txt',
    ]);
    expect(withGenerated(entries, [])).toBe(entries);
  });

  test('collide as all others', async () => {
    const { entries } = await expandIn(folder, [a]);
    expect(() => withGenerated(entries, [dir('/etc/same')])).toThrow(
      expect.objectContaining({ code: 'content_collision' }),
    );
  });
});
