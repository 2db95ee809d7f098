import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ReleaseBase } from '../../src/release/base.ts';
import { releaseBase, releasesAt } from '../../src/release/locate.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { serve } from './server.ts';

const root = scratchFolder();
const folder = join(root, 'the release');
mkdirSync(join(folder, 'sub'), { recursive: true });
writeFileSync(join(root, 'secret'), 'secret');
writeFileSync(join(folder, 'a b#?%.txt'), 'content');
writeFileSync(join(folder, 'sub/c'), 'deep');
symlinkSync('a b#?%.txt', join(folder, 'latest'));
symlinkSync('../secret', join(folder, 'out'));
symlinkSync('..', join(folder, 'up'));

async function read(base: ReleaseBase, name: string, maxBytes = 100): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of base.open(name, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const coded = (code: string) => expect.objectContaining({ code });

describe.each([
  ['a path', () => releaseBase('the release', { cwd: root })],
  ['a file: address', () => releaseBase(pathToFileURL(folder).href)],
])('a folder by %s', (_, make) => {
  test('gives its files, links within it followed', async () => {
    expect(await read(make(), 'a b#?%.txt')).toBe('content');
    expect(await read(make(), 'latest', 7)).toBe('content');
    expect(await read(make(), 'sub/c')).toBe('deep');
  });

  test.each([
    ['a link that leads out', 'out', 'fetch_failed'],
    ['what is behind a link that leads out', 'up/secret', 'fetch_failed'],
    ['a folder', 'sub', 'fetch_failed'],
    ['what is not there', 'none', 'fetch_not_found'],
    ['what is below a file', 'latest/x', 'fetch_not_found'],
  ])('refuses %s', async (_case, name, code) => {
    await expect(read(make(), name)).rejects.toThrow(coded(code));
  });

  test('refuses a file that is too large', async () => {
    await expect(read(make(), 'latest', 6)).rejects.toThrow(coded('fetch_too_large'));
  });

  test('lists all there is, links as links', async () => {
    expect(await make().list?.()).toEqual(['a b#?%.txt', 'latest', 'out', 'sub/c', 'up']);
  });
});

test('a folder that is not there says so', async () => {
  await expect(releaseBase('none', { cwd: root }).list?.()).rejects.toThrow(
    coded('fetch_not_found'),
  );
});

needs('mkfifo')('a pipe', () => {
  test('is not waited for', async () => {
    output('mkfifo', [join(root, 'pipe')]);
    await expect(read(releaseBase(root), 'pipe')).rejects.toThrow(coded('fetch_failed'));
  });
});

describe('an address on the web', () => {
  test('gives its files, and no list', async () => {
    const at = await serve((request, answer) => answer.end(request.url));
    for (const place of [`${at}v1`, `${at}v1/`]) {
      const base = releaseBase(place, { env: {} });
      expect(await read(base, 'sub/a b#?%.txt')).toBe('/v1/sub/a%20b%23%3F%25.txt');
      expect(base.list).toBeUndefined();
      expect(base.name).toBe(`${at}v1/`);
    }
  });

  test.each([
    'ftp://x/y',
    'http://',
    'https://x/?a=b',
    'https://x/#a',
    'file://host/x',
    'https://x/%zz',
  ])('is not %s', (place) => {
    expect(() => releaseBase(place)).toThrow(coded('usage'));
  });
});

describe('releasesAt', () => {
  test('knows a folder from a file', async () => {
    expect(await releasesAt('the release', { cwd: root })).toMatchObject([{ base: {} }]);
    expect(await releasesAt('the release/latest', { cwd: root })).toMatchObject([
      { base: { name: 'the release' }, only: 'latest' },
    ]);
    expect(await releasesAt(pathToFileURL(join(folder, 'a b#?%.txt')).href)).toMatchObject([
      { only: 'a b#?%.txt' },
    ]);
    expect(await releasesAt('none', { cwd: root })).toMatchObject([{ base: { name: 'none' } }]);
  });

  test('leaves it open for an address without a slash', async () => {
    const found = await releasesAt('https://u:p@x.example/v1/a%20b');
    expect(found.map(({ base, only }) => [base.name, only])).toEqual([
      ['https://x.example/v1/a%20b/', undefined],
      ['https://x.example/v1/', 'a b'],
    ]);
    expect(await releasesAt('https://x.example/v1/')).toHaveLength(1);
  });
});
