import { expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints, expandIn, layOut, row } from './disk.ts';

const folder = layOut(scratchFolder(), {
  COPYING: { mode: 0o444 },
  guide: { mode: 0o664 },
  link: { link: 'guide' },
});

const contents = [
  { type: 'license', src: 'COPYING', dst: '/l/COPYING' },
  { type: 'licence', src: 'COPYING', dst: '/l/uk', lang: 'en' },
  { type: 'doc', src: 'link', dst: '/d/guide/' },
  { type: 'readme', src: 'guide', dst: '/d/README', mode: 0o600, owner: 'o' },
  { type: 'ghost', src: '', dst: '/g/log' },
  { type: 'ghost', src: 'guide', dst: '/g/state' },
  { type: 'ghost', src: 'COPYING', dst: '/g/mode', mode: 0o600 },
  { type: 'ghost', src: 'not-there', dst: '/g/src' },
] as const;

test.each(['rpm', 'srpm'] as const)('%s carries all types', async (format) => {
  const { entries, leftOut } = await expandIn(folder, contents, {}, format);
  expect(leftOut).toEqual([]);
  expect(entries.map(row)).toEqual([
    '0755 root:root /d/ (implicit)',
    '0600 o:root /d/README = guide (readme)',
    '0664 root:root /d/guide = link (doc)',
    '0755 root:root /g/ (implicit)',
    '0644 root:root /g/log (ghost)',
    '0600 root:root /g/mode (ghost)',
    '0644 root:root /g/src (ghost)',
    '0664 root:root /g/state (ghost)',
    '0755 root:root /l/ (implicit)',
    '0444 root:root /l/COPYING = COPYING (license)',
    '0444 root:root /l/uk = COPYING (license)',
  ]);
  expect(entries.find(({ path }) => path === '/l/uk')).toMatchObject({ lang: 'en' });
});

test.each(FORMAT_NAMES.filter((name) => !name.endsWith('rpm')))(
  '%s leaves out what only rpm knows, aloud',
  async (format) => {
    const file = { src: 'guide', dst: '/f' };
    const { entries, leftOut } = await expandIn(folder, [...contents, file], {}, format);
    expect(entries.map(row)).toEqual(['0664 root:root /f = guide']);
    // All but ghosts, which are no files.
    expect(leftOut.map(({ what }) => what)).toEqual([
      '/l/COPYING',
      '/l/uk',
      '/d/guide/',
      '/d/README',
    ]);
    expect(leftOut[0]).toMatchObject({
      code: 'content_left_out',
      format,
      why: ': type license is for rpm alone',
      place: { file: 'nfpm.yaml', key: 'contents[0]' },
    });
  },
);

test('msix leaves out links, aloud', async () => {
  const link = { type: 'symlink', src: 'f', dst: '/link' } as const;
  const { entries, leftOut } = await expandIn(folder, [link], {}, 'msix');
  expect(entries).toEqual([]);
  expect(leftOut).toMatchObject([
    { code: 'content_left_out', what: '/link', why: ': packages for Windows have no links' },
  ]);
});

test('documents are kept where that is asked for, ghosts are not', async () => {
  const { entries, leftOut } = await expandIn(folder, contents, { keepDocs: true });
  expect(entries.filter(({ type }) => type === 'file').map(row)).toEqual([
    '0600 o:root /d/README = guide (readme)',
    '0664 root:root /d/guide = link (doc)',
    '0444 root:root /l/COPYING = COPYING (license)',
    '0444 root:root /l/uk = COPYING (license)',
  ]);
  expect(leftOut).toEqual([]);
});

test('what is left out need not be there', async () => {
  const gone = { type: 'doc', src: 'gone', dst: '/d' } as const;
  expect((await expandIn(folder, [gone])).entries).toEqual([]);
  expect(await complaints(folder, [gone], {}, 'rpm')).toHaveLength(1);
});
