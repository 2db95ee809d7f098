import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, build } from '../../src/index.ts';
import { jacoPkg } from '../support/cli.ts';
import { machineCode, prose } from '../support/samples.ts';
import { output, scratchFolder } from '../support/tools.ts';

const parent = scratchFolder();
const program = machineCode(1_200_000);

/** What is built: three ways to compress, of one large file and a small one. */
const OPTIONS = {
  packagers: ['deb', 'rpm', 'apk'],
  config: configWith('twelve'),
  env: {},
} as const satisfies BuildOptions;

function configWith(text: string) {
  return {
    name: 'sundial',
    arch: 'amd64',
    version: '1.2.3',
    maintainer: 'Sun Dial <sun@dial.example>',
    mtime: '2023-11-14T22:13:20Z',
    contents: [
      { dst: '/usr/bin/sundial', data: program, file_info: { mode: 0o755 } },
      { dst: '/usr/share/sundial/days', data: prose(80_000) },
      { dst: '/etc/sundial.conf', data: text },
    ],
    deb: { compression: 'zstd' },
    rpm: { compression: 'xz:0' },
  };
}

/** SHA-256 of each package, and the warnings. */
async function built(cache: BuildOptions['cache'], change: Partial<BuildOptions> = {}) {
  const target = mkdtempSync(join(parent, 'dist-'));
  const result = await build({ ...OPTIONS, target, cache, ...change });
  return {
    packages: result.artifacts.map(({ sha256 }) => sha256),
    warnings: result.warnings,
  };
}

const newFolder = () => join(mkdtempSync(join(parent, 'case-')), 'cache');

function entriesIn(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name !== 'CACHEDIR.TAG');
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

const plain = await built(undefined);

describe('the same packages', () => {
  test('with a cache, new and used, which then has nothing new', async () => {
    const folder = newFolder();
    expect(await built({ folder })).toEqual(plain);
    const entries = entriesIn(folder);
    for (const entry of entries) utimesSync(entry, 1000, 1000);
    expect(await built({ folder })).toEqual(plain);
    expect(entriesIn(folder)).toEqual(entries);
    expect(entries.filter((entry) => statSync(entry).mtimeMs === 1_000_000)).toEqual([]);
  });

  test('after a small file has changed, of which alone there are new entries', async () => {
    const folder = newFolder();
    const changed = { config: configWith('one') };
    const expected = await built(undefined, changed);
    expect(expected.packages).not.toEqual(plain.packages);
    await built({ folder });
    const size = sizeOf(entriesIn(folder));
    expect(await built({ folder }, changed)).toEqual(expected);
    expect(sizeOf(entriesIn(folder)) - size).toBeLessThan(size / 20);
  });

  test('with a cache that is damaged, which then is right again', async () => {
    const folder = newFolder();
    await built({ folder });
    for (const [index, entry] of entriesIn(folder).entries()) {
      const bytes = readFileSync(entry);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(entry, bytes);
      if (index % 2) truncateSync(entry, Math.floor(bytes.length / 2));
    }
    const damaged = entriesIn(folder).map((entry) => readFileSync(entry));
    expect(await built({ folder })).toEqual(plain);
    const mended = entriesIn(folder).map((entry) => readFileSync(entry));
    expect(mended.filter((bytes, index) => bytes.equals(damaged[index] ?? bytes))).toEqual([]);
  });

  test('with a cache that holds next to nothing', async () => {
    const folder = newFolder();
    for (const size of [0, 300_000]) {
      expect(await built({ folder, size })).toEqual(plain);
      expect(sizeOf(entriesIn(folder))).toBeLessThanOrEqual(size);
    }
  });

  test('by three builds at once that share a cache and remove from it', async () => {
    const folder = newFolder();
    const builds = Array.from({ length: 3 }, () => built({ folder, size: 500_000 }));
    for (const outcome of await Promise.all(builds)) expect(outcome).toEqual(plain);
  });

  test('without a cache where there can be none, and a warning', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'a file');
    const { packages, warnings } = await built({ folder });
    expect(packages).toEqual(plain.packages);
    expect(warnings).toEqual([
      {
        code: 'cache_unusable',
        message: `the cache ${folder} cannot be used: ${folder} is no folder`,
        hint: 'name another folder, or do without',
      },
    ]);
  });

  test.each([
    ['everybody', 0o777],
    ['a group', 0o775],
  ])('not from entries that %s may write, until that is mended', async (_, mode) => {
    const folder = `${newFolder()}'s`;
    await built({ folder });
    chmodSync(folder, mode);
    const { packages, warnings } = await built({ folder });
    expect(packages).toEqual(plain.packages);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/cannot be used: (?:everybody|its group) may write to it$/),
    ]);
    output('sh', ['-c', warnings[0]?.hint ?? '']);
    expect(await built({ folder })).toEqual(plain);
  });
});

describe('jaco-pkg build', () => {
  const cwd = join(parent, 'project');
  const cacheOf = (home: string) => join(cwd, home, '.cache/jaco-pkg');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'nfpm.yaml'), 'name: sundial\narch: all\nversion: 1.2.3\n');
  const run = (args: readonly string[], env: Record<string, string>) =>
    jacoPkg(['build', '-q', '-p', 'apk', ...args], {
      cwd,
      env: { HOME: join(cwd, 'home'), ...env },
    });
  const kept = (folder: string) => {
    try {
      return entriesIn(folder).length > 0;
    } catch {
      return false;
    }
  };

  test.each([
    ['--cache', ['--cache'], {}, 'home/.cache/jaco-pkg'],
    ['--cache=FOLDER', ['--cache=own'], {}, 'own'],
    ['JACO_PKG_CACHE', [], { JACO_PKG_CACHE: 'by-variable' }, 'by-variable'],
    ['--cache with it', ['--cache'], { JACO_PKG_CACHE: 'both' }, 'both'],
    ['XDG_CACHE_HOME', ['--cache'], { XDG_CACHE_HOME: join(cwd, 'xdg') }, 'xdg/jaco-pkg'],
  ])('keeps something, by %s', async (_how, args, env, folder) => {
    expect(await run(args, env)).toMatchObject({ status: 0, stderr: '' });
    expect(kept(join(cwd, folder))).toBe(true);
  });

  test('keeps nothing otherwise', async () => {
    expect(await run([], { HOME: join(cwd, 'other') })).toMatchObject({ status: 0 });
    expect(await run(['--no-cache'], { JACO_PKG_CACHE: 'none' })).toMatchObject({ status: 0 });
    expect([kept(cacheOf('other')), kept(join(cwd, 'none'))]).toEqual([false, false]);
  });

  test('keeps no more than it is told', async () => {
    expect(await run(['--cache=tiny', '--cache-size', '0'], {})).toMatchObject({ status: 0 });
    expect(entriesIn(join(cwd, 'tiny'))).toEqual([]);
    const { status, stderr } = await run(['--cache', '--cache-size', 'much'], {});
    expect(status).toBe(2);
    expect(stderr).toContain('a number, with K, M, G or T');
  });

  test('takes no size of a cache that is not used', async () => {
    for (const more of [[], ['--dry-run']]) {
      const { status, stderr } = await run(['--cache-size', '5M', ...more], {});
      expect(status).toBe(2);
      expect(stderr).toContain('--cache-size is of a cache, and none is used (add --cache');
    }
    const never = await run(['--no-cache', '--cache-size', '5M'], {});
    expect(never).toMatchObject({ status: 0, stderr: '' });
  });
});

function sizeOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}
