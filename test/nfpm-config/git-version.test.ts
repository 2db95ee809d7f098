import { describe, expect, test } from 'vitest';
import { apkVersion } from '../../src/apk/version.ts';
import { FORMAT_NAMES, type FormatName, type Version } from '../../src/model/package.ts';
import { checkoutVersion } from '../../src/nfpm-config/git-version.ts';
import { versionOf } from '../../src/nfpm-config/version.ts';
import { needs, output, run } from '../support/tools.ts';

const commit = 'abc1234def567890abc1234def567890abc1234d';
const at = (tag: string | undefined, commits: number) => ({ tag, commits, commit });

test.each(FORMAT_NAMES)('on a tag, %s has the version of the tag', (format) => {
  expect(checkoutVersion(format, at('v1.2.3', 0))).toBe('1.2.3');
  expect(checkoutVersion(format, at('2024.01.05-rc.1', 0))).toBe('2024.01.05-rc.1');
});

test.each([
  ['deb', 'v1.2.3', '1.2.3+4.gabc1234'],
  ['rpm', 'v1.2.3-rc.1', '1.2.3-rc.1+4.gabc1234'],
  ['tarball', 'v1.2', '1.2.0+4.gabc1234'],
  ['deb', 'v1.2.3+build', '1.2.3+build.4.gabc1234'],
  ['deb', 'v1.2.3.4', '1.2.3.4+4.gabc1234'],
  ['archlinux', 'v1.2.3', '1.2.3.r4.gabc1234'],
  ['archlinux', 'v1.2', '1.2.0.r4.gabc1234'],
  ['archlinux', 'v1.2.3-rc.1', '1.2.3rc.1.r4.gabc1234'],
  ['archlinux', 'v1.2.3-1', '1.2.3pre1.r4.gabc1234'],
  ['msix', 'v1.2.3', '1.2.3.4'],
  ['deb', undefined, '0.0.0-dev+gabc1234'],
  ['archlinux', undefined, '0.0.0-dev+gabc1234'],
  ['msix', undefined, '0.0.0'],
] as const)('%s, four commits after %s', (format, tag, version) => {
  expect(checkoutVersion(format, at(tag, 4))).toBe(version);
});

/** From old to new, as a project goes: on tags and between them. */
const HISTORY = [
  at(undefined, 0),
  at('v1.2.3-rc.1', 0),
  at('v1.2.3-rc.1', 4),
  at('v1.2.3-rc.1', 11),
  at('v1.2.3-rc.2', 0),
  at('v1.2.3', 0),
  at('v1.2.3', 4),
  at('v1.2.3', 11),
  at('v1.2.4', 0),
  at('v1.10', 0),
  at('v1.10', 1),
  at('v1.10.1', 0),
];

/** What a format writes, by nfpm's rules; the releases are all the same. */
const WRITTEN: Readonly<Partial<Record<FormatName, (version: Version) => string>>> = {
  deb: ({ version, prerelease, metadata }) =>
    version + (prerelease && `~${prerelease}`) + (metadata && `+${metadata}`),
  archlinux: ({ version, prerelease }) => version + prerelease,
  apk: apkVersion,
};

function versions(format: FormatName): string[] {
  const written = WRITTEN[format] ?? WRITTEN.deb ?? (() => '');
  return HISTORY.map((description) =>
    written(versionOf({ version: checkoutVersion(format, description) })),
  );
}

function pairs(list: readonly string[]): (readonly [older: string, newer: string])[] {
  return list.flatMap((newer, index) =>
    list.slice(0, index).map((older) => [older, newer] as const),
  );
}

needs('dpkg')('for dpkg', () => {
  test.each(pairs(versions('deb')))('%s is older than %s', (older, newer) => {
    expect(run('dpkg', ['--compare-versions', older, 'lt', newer])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });
});

needs('rpm')('for rpm', () => {
  test('they sort by age', () => {
    const calls = pairs(versions('rpm')).map(
      ([older, newer]) => `rpm.vercmp("${older}", "${newer}")`,
    );
    const script = `%{lua:${calls.map((call) => `print(${call} .. "\\n")`).join(' ')}}`;
    const results = output('rpm', ['--eval', script]).split('\n').filter(Boolean);
    expect(results).toEqual(calls.map(() => '-1'));
  });
});

needs('vercmp')('for pacman', () => {
  test('they sort by age, and are valid', () => {
    for (const [older, newer] of pairs(versions('archlinux'))) {
      expect(output('vercmp', [older, newer]).trim(), `${older} ${newer}`).toBe('-1');
    }
    // PKGBUILD(5): no hyphen, colon, slash or blank.
    for (const version of versions('archlinux')) expect(version).toMatch(/^[^-:/\s]+$/);
  });
});

describe.each(['apk', 'apk3'])('%s', (apk) => {
  needs(apk)('compares', () => {
    test('they sort by age, and are valid', () => {
      for (const version of versions('apk')) {
        expect(run(apk, ['version', '--check', version]).status, version).toBe(0);
      }
      for (const [older, newer] of pairs(versions('apk'))) {
        expect(output(apk, ['version', '-t', older, newer]).trim(), `${older} ${newer}`).toBe('<');
      }
    });
  });
});
