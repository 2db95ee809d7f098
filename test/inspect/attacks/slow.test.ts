// Small packages whose texts would keep a careless reader busy for hours, or fill the memory: a
// reader that takes time with the square of their length does not come to the end of these tests.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspect/index.ts';
import { judge, subjectOfPackage } from '../../../src/lint/index.ts';
import { refusal } from '../sample.ts';
import { lyingAr, lyingZip, TAR_END, tarMember } from './make.ts';

const MANY = 1_000_000;

const tarOf = (files: Readonly<Record<string, string | Uint8Array>>) =>
  Buffer.concat([
    ...Object.entries(files).map(([name, text]) => tarMember({ name, body: Buffer.from(text) })),
    TAR_END,
  ]);
const debOf = (control: Readonly<Record<string, string | Uint8Array>>) =>
  lyingAr([
    { name: 'debian-binary', body: Buffer.from('2.0\n') },
    { name: 'control.tar', body: tarOf({ control: 'Package: a\n', ...control }) },
    { name: 'data.tar', body: tarOf({}) },
  ]);
const archOf = (files: Readonly<Record<string, string | Uint8Array>>) =>
  tarOf({ '.PKGINFO': 'pkgname = a\npkgbase = a\n', ...files });
const msixOf = (manifest: string) => lyingZip([{ name: 'AppxManifest.xml', body: manifest }]);

const TEXTS: readonly (readonly [string, Buffer])[] = [
  ['comments without an end in a manifest', msixOf('<!--'.repeat(MANY))],
  ['blanks in a tag of a manifest', msixOf(`<a${' '.repeat(MANY)}`)],
  ['attributes of a tag without an end', msixOf(`<a${' b="c"'.repeat(MANY / 6)}`)],
  ['tags without an end', msixOf('<a '.repeat(MANY))],
  ['entities without an end', msixOf(`<a>${'&a'.repeat(MANY)}</a>`)],
  ['empty lines of a script of pacman’s', archOf({ '.INSTALL': '\n'.repeat(MANY) })],
  ['blanks in .PKGINFO', archOf({ '.PKGINFO': `pkgname = a${' '.repeat(MANY)}b\n` })],
  ['lines of .PKGINFO', archOf({ '.PKGINFO': 'depend = a\n'.repeat(MANY / 11) })],
  ['bytes that are no text', debOf({ control: Buffer.alloc(MANY, 0xff) })],
  ['half characters', debOf({ control: Buffer.alloc(MANY, 'ä\xc3', 'latin1') })],
  ['lines that go on', debOf({ control: `Package: a\n${' x\n'.repeat(MANY)}` })],
  ['fields', debOf({ control: 'A: b\n'.repeat(MANY / 5) })],
  ['commas', debOf({ control: `Depends: ${','.repeat(MANY)}\n` })],
  [
    'empty lines of a list of files',
    debOf({ conffiles: '\n'.repeat(MANY), md5sums: '\n'.repeat(MANY) }),
  ],
  ['slashes of a list of files', debOf({ md5sums: `${'a'.repeat(32)}  ${'./'.repeat(20_000)}` })],
];

describe('a package is read, whatever there is of', () => {
  test.each(TEXTS)('%s', async (_, bytes) => {
    const { format } = await inspect(bytes);
    expect(['deb', 'msix', 'archlinux']).toContain(format);
  });
});

test('defaults of an .MTREE that nobody asks for are not kept', async () => {
  const set = Array.from({ length: 30_000 }, (_, i) => `/set k${i}=v\n`).join('');
  const lines = Array.from({ length: 30_000 }, (_, i) => `./f${i} type=file\n`).join('');
  const { checks } = await inspect(archOf({ '.MTREE': gzipSync(`#mtree\n${set}${lines}`) }));
  expect(checks).toMatchObject([{ name: '.MTREE', ok: false }]);
});

describe('a package is judged, whatever there is of', () => {
  test.each([
    ['empty lines', '\n'.repeat(MANY)],
    ['blanks', `a;${' '.repeat(MANY)}b\n`],
    ['semicolons', ';'.repeat(MANY)],
    ['one long word', 'a'.repeat(MANY)],
    ['quotes', '"'.repeat(MANY)],
    ['heres', '<<a\n'.repeat(MANY / 4)],
  ])('%s in a script', async (_, text) => {
    const bytes = debOf({ postinst: `#!/bin/sh\n${text}` });
    expect(judge(await subjectOfPackage(bytes)).length).toBeGreaterThan(0);
  });
});

test('zstd of many small blocks and a long history is refused', async () => {
  // RFC 8878: a window of 128 MiB, and blocks of one byte that stands once.
  const block = Buffer.of((1 << 3) | (1 << 1), 0, 0, 0x61);
  const head = Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x88);
  const bytes = Buffer.concat([head, ...Array.from({ length: 20_000 }, () => block)]);
  const deb = lyingAr([
    { name: 'debian-binary', body: Buffer.from('2.0\n') },
    { name: 'control.tar', body: tarOf({ control: 'Package: a\n' }) },
    { name: 'data.tar.zst', body: bytes },
  ]);
  expect(await refusal(inspect(deb))).toMatchObject({
    code: 'package_too_large',
    offset: expect.any(Number),
  });
});

describe('xz', () => {
  test('of more streams than anybody puts together is refused', async () => {
    // A stream of nothing: header, index without blocks, footer.
    const empty = Buffer.from('/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=', 'base64');
    const many = Buffer.concat(Array.from({ length: 20_000 }, () => empty));
    expect(await refusal(inspect(many))).toMatchObject({
      code: 'package_too_large',
      offset: expect.any(Number),
    });
  });
});
