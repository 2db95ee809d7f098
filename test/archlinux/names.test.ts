import { describe, expect, test } from 'vitest';
import { archlinux } from '../../src/archlinux/index.ts';
import { fullVersion } from '../../src/archlinux/names.ts';
import { pkginfo } from '../../src/archlinux/pkginfo.ts';
import type { PlannedEntry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { dir, packageOf } from '../support/package.ts';
import { needs, output } from '../support/tools.ts';

const { version, relations } = packageOf('archlinux');

describe('file name', () => {
  test.each<[Partial<Package>, string]>([
    [{}, 'sundial-1.2.3-1-x86_64.pkg.tar.gz'],
    [{ arch: 'all' }, 'sundial-1.2.3-1-any.pkg.tar.gz'],
    [{ arch: 'arm7' }, 'sundial-1.2.3-1-armv7h.pkg.tar.gz'],
    [{ arch: 'i386' }, 'sundial-1.2.3-1-i686.pkg.tar.gz'],
    [{ arch: '386' }, 'sundial-1.2.3-1-i686.pkg.tar.gz'],
    [{ arch: 'constructor' }, 'sundial-1.2.3-1-constructor.pkg.tar.gz'],
    [{ arch: 'riscv64' }, 'sundial-1.2.3-1-riscv64.pkg.tar.gz'],
    [{ archOverride: 'pentium4' }, 'sundial-1.2.3-1-pentium4.pkg.tar.gz'],
    [{ version: { ...version, epoch: '3', release: '2' } }, 'sundial-1.2.3-2-x86_64.pkg.tar.gz'],
    [{ compression: { name: 'zstd', level: 3 } }, 'sundial-1.2.3-1-x86_64.pkg.tar.zst'],
    [{ compression: { name: 'none' } }, 'sundial-1.2.3-1-x86_64.pkg.tar'],
  ])('%j', (change, name) => {
    expect(archlinux.fileName(packageOf('archlinux', change))).toBe(name);
  });
});

const pkgver = (change: Partial<typeof version>) =>
  fullVersion(packageOf('archlinux', { version: { ...version, ...change } }));

describe('version', () => {
  test.each([
    [{}, '1.2.3-1'],
    [{ prerelease: 'rc.1' }, '1.2.3rc.1-1'],
    [{ prerelease: 'beta-2', release: '12', epoch: '4' }, '4:1.2.3beta_2-12'],
    [{ release: '2.el9' }, '1.2.3-1'],
    [{ release: '2.1' }, '1.2.3-2.1'],
    [{ version: '2024-01-05' }, '2024_01_05-1'],
    [{ prerelease: '5-gabc1234' }, '1.2.3pre5_gabc1234-1'],
    [{ prerelease: '-rc1' }, '1.2.3rc1-1'],
    [{ prerelease: '~1' }, '1.2.3pre1-1'],
    [{ version: '1.2.3~rc1' }, '1.2.3rc1-1'],
    [{ version: '1.2.3~5' }, '1.2.3pre5-1'],
    [{ version: '1.2.3.4-rc1' }, '1.2.3.4rc1-1'],
    [{ version: '1.2.3_beta.2' }, '1.2.3beta.2-1'],
    [{ version: '1.2.3_prefix' }, '1.2.3_prefix-1'],
    [{ version: '9.6_1' }, '9.6_1-1'],
    [{ epoch: '007' }, '7:1.2.3-1'],
    [{ epoch: '00' }, '0:1.2.3-1'],
  ])('%j', (change, text) => {
    expect(pkgver(change)).toBe(text);
  });

  needs('vercmp')('sorts for pacman', () => {
    test.each([
      [pkgver({ prerelease: 'rc.1' }), pkgver({})],
      [pkgver({ prerelease: '5-gabc1234' }), pkgver({})],
      [pkgver({ version: '1.2.2' }), pkgver({ prerelease: '5-gabc1234' })],
      [pkgver({ prerelease: '4' }), pkgver({ prerelease: '5' })],
      [pkgver({ prerelease: '~rc1' }), pkgver({})],
      [pkgver({ version: '1.2.3~rc1' }), pkgver({})],
      [pkgver({ version: '1.2.3_rc1' }), pkgver({})],
      [pkgver({ version: '1.2.3~1' }), pkgver({})],
      [pkgver({}), pkgver({ version: '1.2.3_1' })],
      [pkgver({ prerelease: 'alpha1' }), pkgver({ prerelease: 'beta1' })],
      [pkgver({}), pkgver({ release: '2' })],
      [pkgver({ version: '9.0.0' }), pkgver({ epoch: '1' })],
    ])('%s before %s', (older, newer) => {
      expect(Number(output('vercmp', [older, newer]))).toBeLessThan(0);
    });
  });
});

describe('limits', () => {
  const none: PlannedEntry[] = [];
  test.each<[string, Partial<Package>, PlannedEntry[], string, string]>([
    ['another platform', { platform: 'darwin' }, none, 'platform_unsupported', 'darwin'],
    ['a name with a blank', { name: 'sun dial' }, none, 'name_invalid', 'sun dial'],
    ['a name that starts with a dot', { name: '.sundial' }, none, 'name_invalid', '.sundial'],
    [
      'a slash in the version',
      { version: { ...version, version: '1/2' } },
      none,
      'version_invalid',
      '1/2',
    ],
    [
      'an epoch that is no number',
      { version: { ...version, epoch: 'x' } },
      none,
      'version_invalid',
      'x',
    ],
    ['an architecture with a hyphen', { arch: 'a-b' }, none, 'arch_unknown', 'a-b'],
    ['two lines of license', { license: 'MIT\nBSD' }, none, 'format_limit', 'license'],
    [
      "a relation of Debian's",
      { relations: { ...relations, depends: ['glibc (>= 2)'] } },
      none,
      'relation_invalid',
      'glibc (>=2)',
    ],
    ['a path that is metadata', {}, [dir('/.MTREE')], 'content_path', '/.MTREE'],
    ['a path that pacman passes over', {}, [dir('/.cache/foo')], 'content_path', '/.cache/foo'],
    ['a long owner', {}, [dir('/srv', { owner: 'o'.repeat(32) })], 'format_limit', '31'],
  ])('%s', (_, change, entries, code, names) => {
    const problems = archlinux.check(packageOf('archlinux', change), entries);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, message: expect.stringContaining(names) });
    expect(problems[0]?.place).toBeDefined();
  });

  test('blanks around an operator are left out', () => {
    const change = { depends: [' glibc >= 2 ', 'b'], provides: ['c = 1'], conflicts: ['d<3'] };
    const pkg = packageOf('archlinux', { relations: { ...relations, ...change } });
    expect(archlinux.check(pkg, [])).toEqual([]);
    const lines = Buffer.from(pkginfo(pkg, [])).toString().split('\n');
    const written = ['conflict = d<3', 'provides = c=1', 'depend = glibc>=2', 'depend = b'];
    expect(lines.filter((line) => /^(depend|provides|conflict) /.test(line))).toEqual(written);
  });

  test('a line break at the end of a value is none', () => {
    const pkg = packageOf('archlinux', { license: 'MIT\n', homepage: 'https://a.example\n' });
    expect(archlinux.check(pkg, [])).toEqual([]);
    const text = Buffer.from(pkginfo(pkg, [])).toString();
    expect(text).toContain('license = MIT\n');
    expect(text).not.toContain('\n\n');
  });

  test('a plain package has no problem', () => {
    const entries = [dir('/srv'), dir('/srv/.cache')];
    expect(archlinux.check(packageOf('archlinux'), entries)).toEqual([]);
  });
});
