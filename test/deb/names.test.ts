import { describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { architecture } from '../../src/deb/names.ts';
import { debVersion, versionFault } from '../../src/deb/versions.ts';
import type { Version } from '../../src/model/package.ts';
import { needs, run } from '../support/tools.ts';
import { type DebPlan, debPackage } from './make-deb.ts';

const plain: Version = { epoch: '', version: '1.2.3', prerelease: '', metadata: '', release: '' };

const goodVersions = [
  '1',
  '0',
  '1.0',
  '2024.01.05',
  '1~~',
  '1+2-3',
  '1-2-3',
  '0:1',
  '1:2:3',
  '1-~',
];
const badVersions = [
  ['', 'it does not start with a digit'],
  ['nightly', 'it does not start with a digit'],
  ['v1.2', 'it does not start with a digit'],
  ['1:v2', 'it does not start with a digit'],
  ['1:', 'it does not start with a digit'],
  ['1_0', 'it may not contain "_"'],
  ['1 0', 'it may not contain " "'],
  ['1.0\n', 'it may not contain "\\n"'],
  ['1.0é', 'it may not contain "é"'],
  ['1-2_3', 'it may not contain "_"'],
  ['1-', 'nothing follows its last hyphen'],
  [':1', 'its epoch "" is not a number'],
  ['x:1', 'its epoch "x" is not a number'],
  ['-1:1', 'its epoch "-1" is not a number'],
  ['2147483648:1', 'its epoch is above 2147483647'],
  ['99999999999999999999:1', 'its epoch is above 2147483647'],
] as const;

describe('version', () => {
  test.each<[Partial<Version>, string, string]>([
    [{}, '1.2.3', '1.2.3'],
    [{ release: '5' }, '1.2.3-5', '1.2.3-5'],
    [{ release: '2.el9' }, '1.2.3-2.el9', '1.2.3-2.el9'],
    [{ prerelease: 'rc.1' }, '1.2.3~rc.1', '1.2.3~rc.1'],
    [{ metadata: 'git7' }, '1.2.3+git7', '1.2.3+git7'],
    [{ epoch: '2' }, '2:1.2.3', '1.2.3'],
    [{ epoch: '0' }, '0:1.2.3', '1.2.3'],
    [{ version: '3:1.2' }, '3:1.2', '1.2'],
    [
      { epoch: '1', prerelease: 'rc.2', metadata: 'git7', release: '3' },
      '1:1.2.3~rc.2+git7-3',
      '1.2.3~rc.2+git7-3',
    ],
  ])('%o is %s, and %s in a file name', (change, version, inFileName) => {
    const pkg = debPackage({ version: { ...plain, ...change } });
    expect(debVersion(pkg.version)).toBe(version);
    expect(deb.fileName(pkg)).toBe(`sundial_${inFileName}_amd64.deb`);
    expect(deb.check(pkg, [])).toEqual([]);
  });

  test.each(goodVersions)('%j is one', (version) => expect(versionFault(version)).toBeUndefined());
  test.each(badVersions)('%j is none: %s', (version, fault) =>
    expect(versionFault(version)).toBe(fault),
  );
});

needs('dpkg')('versions', () => {
  test.each([...goodVersions, ...badVersions.map(([version]) => version)])(
    'dpkg is of the same mind about %j',
    (version) => {
      const verdict = run('dpkg', ['--validate-version', version]).status === 0;
      expect(versionFault(version) === undefined).toBe(verdict);
    },
  );

  test('a prerelease sorts before, metadata and release after', () => {
    const order = [
      { prerelease: 'rc.1' },
      {},
      { release: '1' },
      { metadata: 'git' },
      { epoch: '1' },
    ];
    const versions = order.map((change) => debVersion({ ...plain, ...change }));
    versions.slice(1).forEach((later, index) => {
      const earlier = versions[index] ?? '';
      expect(run('dpkg', ['--compare-versions', earlier, 'lt', later]).status).toBe(0);
    });
  });
});

describe('architecture', () => {
  test.each([
    ['amd64', 'amd64'],
    ['x86_64', 'amd64'],
    ['386', 'i386'],
    ['i386', 'i386'],
    ['arm64', 'arm64'],
    ['aarch64', 'arm64'],
    ['arm5', 'armel'],
    ['arm6', 'armhf'],
    ['arm7', 'armhf'],
    ['armhf', 'armhf'],
    ['loong64', 'loong64'],
    ['mips', 'mips'],
    ['mips64le', 'mips64el'],
    ['mipsle', 'mipsel'],
    ['ppc64le', 'ppc64el'],
    ['riscv64', 'riscv64'],
    ['s390', 's390x'],
    ['s390x', 's390x'],
    ['all', 'all'],
    ['musl-linux-armhf', 'musl-linux-armhf'],
  ])('%s is %s', (arch, name) => {
    const pkg = debPackage({ arch });
    expect(architecture(pkg)).toBe(name);
    expect(deb.fileName(pkg)).toBe(`sundial_1.2.3_${name}.deb`);
    expect(deb.check(pkg, [])).toEqual([]);
  });

  test.each<[DebPlan, string, string]>([
    [{ archOverride: 'hurd-i386' }, 'hurd-i386', 'hurd-i386'],
    [{ archOverride: 'quantum' }, 'quantum', 'quantum'],
    [{ arch: 'arm7', platform: 'kfreebsd' }, 'kfreebsd-armhf', 'armhf'],
    [{ arch: 'arm64', platform: 'darwin' }, 'darwin-arm64', 'arm64'],
  ])('%o is %s, and %s in a file name', (plan, name, inFileName) => {
    const pkg = debPackage(plan);
    expect(architecture(pkg)).toBe(name);
    expect(deb.fileName(pkg)).toBe(`sundial_1.2.3_${inFileName}.deb`);
    expect(deb.check(pkg, [])).toEqual([]);
  });

  test.each<[DebPlan, string]>([
    [{ arch: 'quantum' }, 'arch'],
    [{ arch: 'any' }, 'arch'],
    [{ arch: 'constructor' }, 'arch'],
    [{ arch: '' }, 'arch'],
    [{ archOverride: 'a_b' }, 'deb.arch'],
    [{ archOverride: '-a' }, 'deb.arch'],
    [{ platform: 'free bsd' }, 'arch'],
  ])('%o is refused at %s', (plan, key) => {
    expect(deb.check(debPackage(plan), [])).toMatchObject([
      { code: 'arch_unknown', place: { key } },
    ]);
  });
});

needs('dpkg-architecture')('architectures', () => {
  test('all that dpkg lists are known', () => {
    const names = run('dpkg-architecture', ['-L']).stdout.trim().split('\n');
    expect(names.length).toBeGreaterThan(100);
    const unknown = names.filter((arch) => deb.check(debPackage({ arch }), []).length > 0);
    expect(unknown).toEqual([]);
  });
});
