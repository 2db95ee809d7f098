import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Codec } from '../../src/model/codec.ts';
import type { Entry } from '../../src/model/entry.ts';
import { type Source, sizeOf } from '../../src/model/segment.ts';
import { tarball } from '../../src/tarball/index.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, symlink } from '../support/package.ts';
import { readTar, tarLine } from '../support/read-tar.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const pkg = packageOf('tarball', { name: 'jaco' });
const { version } = pkg;

const entries: readonly Entry<Source>[] = [
  file('/INSTALL.md', 'Copy it.\n'),
  file('/LICENSE', 'MIT\n', { role: 'license' }),
  dir('/conf', { implicit: true, owner: 'jaco', group: 'jaco' }),
  file('/conf/jacod.yaml', 'port: 1\n', { role: 'config', owner: 'jaco', mode: 0o640 }),
  file('/jaco', '\x7fELF', { mode: 0o755, mtime: 1_600_000_000 }),
  symlink('/jacod', 'jaco'),
  file(`/${'ü'.repeat(60)}`, ''),
];

async function tarOf(content: readonly Entry<Source>[]): Promise<Buffer> {
  return gunzipSync(await bytesOf(await tarball.assemble(pkg, content, memoryKit)));
}

describe('names', () => {
  test.each([
    [{}, 'jaco-v1.2.3-linux-amd64.tar.gz'],
    [{ arch: 'arm64', platform: 'darwin' }, 'jaco-v1.2.3-darwin-arm64.tar.gz'],
    [{ arch: 'arm64', archOverride: 'aarch64' }, 'jaco-v1.2.3-linux-aarch64.tar.gz'],
    [
      { version: { ...version, epoch: '1', prerelease: 'rc.1', metadata: 'git7', release: '2' } },
      'jaco-v1.2.3-rc.1+git7-linux-amd64.tar.gz',
    ],
    [{ version: { ...version, version: 'v1.2' } }, 'jaco-v1.2-linux-amd64.tar.gz'],
    [{ version: { ...version, version: 'nightly' } }, 'jaco-vnightly-linux-amd64.tar.gz'],
  ])('%j', (change, name) => {
    expect(tarball.fileName({ ...pkg, ...change })).toBe(name);
  });

  test.each([
    [{ name: 'none' }, '.tar'],
    [{ name: 'gzip', level: 9 }, '.tar.gz'],
    [{ name: 'xz', level: 6 }, '.tar.xz'],
    [{ name: 'lzma', level: 6 }, '.tar.lzma'],
    [{ name: 'zstd', level: 3 }, '.tar.zst'],
  ] satisfies [Codec, string][])('compressed by %j', (compression, extension) => {
    const name = tarball.fileName({ ...pkg, compression });
    expect(name).toBe(`jaco-v1.2.3-linux-amd64${extension}`);
  });

  test.each([
    ['name_invalid', 'name', { name: '../jaco' }],
    ['name_invalid', 'name', { name: '' }],
    ['name_invalid', 'name', { name: '-jaco' }],
    ['version_invalid', 'version', { version: { ...version, version: '1.2/3' } }],
    ['platform_unsupported', 'platform', { platform: '' }],
    ['arch_unknown', 'arch', { arch: 'amd 64' }],
  ])('%s: %s', (code, key, change) => {
    expect(tarball.check({ ...pkg, ...change }, [])).toEqual([
      {
        code,
        message: expect.stringContaining(key),
        place: { file: 'nfpm.yaml', key },
        hint: expect.any(String),
      },
    ]);
  });

  test('nothing is wrong with a plain package', () => {
    expect(tarball.check(pkg, [])).toEqual([]);
  });
});

describe('layout', () => {
  test('everything, as text', async () => {
    const lines = (await readTar(await tarOf(entries))).map(tarLine);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/jaco.txt');
  });

  test('the root is the folder around it, and ghosts have no content', async () => {
    const ghost = { ...file('/var/ghost', ''), type: 'ghost' as const };
    const read = await readTar(await tarOf([dir('/'), ghost]));
    expect(read.map(({ name }) => name)).toEqual(['jaco-v1.2.3-linux-amd64/']);
  });

  test.each([
    ['jaco/1.2', ['jaco/', 'jaco/1.2/', 'jaco/1.2/bin/jaco']],
    ['.', ['bin/jaco']],
    ['', ['jaco-v1.2.3-linux-amd64/', 'jaco-v1.2.3-linux-amd64/bin/jaco']],
  ])('in the folder %j', async (root, names) => {
    const asked = { ...pkg, tarball: { root } };
    const bytes = await bytesOf(await tarball.assemble(asked, [file('/bin/jaco', '')], memoryKit));
    expect((await readTar(gunzipSync(bytes))).map(({ name }) => name)).toEqual(names);
  });

  test('its length is known before', async () => {
    const none = { ...pkg, compression: { name: 'none' } } as const;
    const paths = fc.uniqueArray(fc.stringMatching(/^[a-zü]{1,120}$/), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(paths, fc.uint8Array({ maxLength: 1200 }), async (names, body) => {
        const content = names.map((name) => file(`/${name}`, body));
        const segments = await tarball.assemble(none, content, memoryKit);
        const bytes = await bytesOf(segments);
        expect(bytes.length).toBe(sizeOf(segments));
        const [folder, ...files] = await readTar(bytes);
        expect(files.map(({ name }) => name)).toEqual(names.map((name) => folder?.name + name));
        for (const { content: read } of files) expect(read).toEqual(Buffer.from(body));
      }),
      { numRuns: 50 },
    );
  });
});

describe.each([
  ['tar', ['-xzpf']],
  ['bsdtar', ['-xzpf']],
  ['busybox', ['tar', '-xzpf']],
])('%s', (program, args) => {
  const folder = scratchFolder();

  needs(program).test('unpacks it into one folder', async () => {
    const path = join(folder, 'a.tar.gz');
    writeFileSync(path, await bytesOf(await tarball.assemble(pkg, entries, memoryKit)));
    const target = mkdtempSync(join(folder, 'x-'));
    mkdirSync(target, { recursive: true });
    output(program, [...args, path], { cwd: target });
    expect(readdirSync(target)).toEqual(['jaco-v1.2.3-linux-amd64']);
    for (const entry of entries) {
      const unpacked = join(target, 'jaco-v1.2.3-linux-amd64', entry.path);
      const stat = lstatSync(unpacked);
      expect(stat.mode & 0o7777, entry.path).toBe(entry.mode);
      expect(existsSync(unpacked)).toBe(true);
      if (entry.type === 'symlink') expect(readlinkSync(unpacked)).toBe(entry.target);
      if (entry.type !== 'file') continue;
      expect(stat.mtimeMs).toBe(entry.mtime * 1000);
      expect(readFileSync(unpacked)).toEqual(await bytesOf([entry.body]));
    }
  });
});
