// Every compression that is not in nfpm.yaml, in the hands of those that read it.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { inspect } from '../../src/inspect/index.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const CODECS = [
  ['none', ''],
  ['gzip:9', '.gz'],
  ['xz:3', '.xz'],
  ['lzma', '.lzma'],
  ['zstd:19', '.zst'],
] as const;

const folder = scratchFolder();
const data = Buffer.from('twelve\n'.repeat(40_000));

/** Builds a small package, and returns its path. */
async function made(
  format: 'archlinux' | 'deb' | 'rpm' | 'tarball',
  compression: string,
): Promise<string> {
  const { artifacts } = await build({
    config: {
      name: 'sundial',
      arch: 'amd64',
      version: '1.2.3',
      mtime: '2023-11-14T22:13:20Z',
      contents: [{ dst: '/usr/share/sundial/noon', data }],
    },
    extensions: { [format]: { compression } },
    packagers: [format],
    target: mkdtempSync(join(folder, 'out-')),
    env: {},
  });
  return artifacts[0]?.path ?? '';
}

test.each(CODECS)(
  '%s is told by the ending, and by what is inside',
  async (compression, ending) => {
    const [name] = compression.split(':');
    const tarball = await made('tarball', compression);
    expect(tarball.endsWith(`/sundial-v1.2.3-linux-amd64.tar${ending}`)).toBe(true);
    expect(await inspect(tarball)).toMatchObject({ format: 'tarball', compression: name });
    const arch = await made('archlinux', compression);
    expect(arch.endsWith(`/sundial-1.2.3-1-x86_64.pkg.tar${ending}`)).toBe(true);
    expect(await inspect(arch)).toMatchObject({ format: 'archlinux', compression: name });
  },
);

needs('bsdtar').test('bsdtar reads all of them', async () => {
  for (const [compression] of CODECS) {
    const file = 'sundial-v1.2.3-linux-amd64/usr/share/sundial/noon';
    const path = await made('tarball', compression);
    expect(output('bsdtar', ['-xOf', path, file])).toBe(data.toString());
  }
});

needs('dpkg-deb').test('dpkg reads a deb of lzma', async () => {
  const into = mkdtempSync(join(folder, 'deb-'));
  output('dpkg-deb', ['-x', await made('deb', 'lzma:9'), into]);
  expect(readFileSync(join(into, 'usr/share/sundial/noon')).equals(data)).toBe(true);
});

needs('rpm', 'root').test('rpm installs a package that is not compressed', async () => {
  const root = mkdtempSync(join(folder, 'rpm-'));
  const options = ['--root', root, '--dbpath', '/var/lib/rpm'];
  output('rpm', [...options, '-i', '--nodeps', await made('rpm', 'none')]);
  expect(output('rpm', [...options, '-V', 'sundial'])).toBe('');
  expect(readFileSync(join(root, 'usr/share/sundial/noon')).equals(data)).toBe(true);
});

needs('pacman', 'root').test('pacman installs all of them, and finds them unchanged', async () => {
  const config = join(folder, 'pacman.conf');
  writeFileSync(config, '[options]\nArchitecture = auto\nLocalFileSigLevel = Never\n');
  for (const [compression] of CODECS) {
    const root = mkdtempSync(join(folder, 'root-'));
    const [database, cache] = ['var/lib/pacman', 'var/cache'].map((name) => join(root, name));
    if (!database || !cache) throw new Error('there are two folders');
    for (const name of [database, cache]) mkdirSync(name, { recursive: true });
    const places = ['--config', config, '--root', root, '--dbpath', database, '--cachedir', cache];
    const pacman = (...args: string[]) => output('pacman', [...places, '--noconfirm', ...args]);
    pacman('-U', await made('archlinux', compression));
    expect([compression, pacman('-Qkk', 'sundial')]).toEqual([
      compression,
      expect.stringContaining(' 0 altered files'),
    ]);
  }
});
