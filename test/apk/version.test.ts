import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apkVersion, isVersion } from '../../src/apk/version.ts';
import type { Version } from '../../src/model/package.ts';
import { needs, run } from '../support/tools.ts';

const none: Version = { epoch: '', version: '', prerelease: '', metadata: '', release: '' };

/** `VERSION[-PRERELEASE][+METADATA][ RELEASE]`, taken apart at the first dash and plus. */
function versionOf(text: string): Version {
  const [all = '', release = ''] = text.split(' ');
  const [, version = '', prerelease = '', metadata = ''] =
    /^([^-+]*)(?:-([^+]*))?(?:\+(.*))?$/.exec(all) ?? [];
  return { ...none, version, prerelease, metadata, release };
}

const VALID: readonly (readonly [input: string, apk: string])[] = [
  ['1.2.3', '1.2.3'],
  ['v1.2.3', '1.2.3'],
  ['3', '3'],
  ['3.1.4.15', '3.1.4.15'],
  ['2024.01.05', '2024.01.05'],
  ['1.0.2k', '1.0.2k'],
  ['0.0.0-rc0', '0.0.0_rc0'],
  ['3.1.4-rc.1', '3.1.4_rc1'],
  ['3.1.4-RC1', '3.1.4_rc1'],
  ['3.1.4-rc-1', '3.1.4_rc1'],
  ['3.1.4-beta2', '3.1.4_beta2'],
  ['3.1.4-alpha', '3.1.4_alpha'],
  ['3.1.4-alpha.beta', '3.1.4_alpha'],
  ['3.1.4-alpha.1.2', '3.1.4_alpha1_p2'],
  ['3.1.4-b3', '3.1.4_beta3'],
  ['3.1.4-dev.5', '3.1.4_pre5'],
  ['3.1.4-SNAPSHOT-abc1234', '3.1.4_pre'],
  ['3.1.4-next', '3.1.4_pre'],
  ['3.1.4-5', '3.1.4_pre5'],
  ['3.1.4-20240105', '3.1.4_pre20240105'],
  ['3.1.4-git5', '3.1.4_pre_git5'],
  ['3.1.4-0.3.7', '3.1.4_pre0_p3_p7'],
  ['3.1.4-x.7.z.92', '3.1.4_pre7_p92'],
  ['3.1.4-rc.1-5-gabc1234', '3.1.4_rc1_p5'],
  ['3.1.4+git20240105', '3.1.4_git20240105'],
  ['3.1.4+4.gabc1234', '3.1.4_git4'],
  ['3.1.4+4.gabc1234.dirty', '3.1.4_git4'],
  ['3.1.4+4.g1234567', '3.1.4_git4'],
  ['3.1.4+abc1234', '3.1.4_git'],
  ['3.1.4+p9', '3.1.4_p9'],
  ['3.1.4+build.5', '3.1.4_p5'],
  ['3.1.4+20130313144700', '3.1.4_p20130313144700'],
  ['3.1.4+rc1', '3.1.4_p1'],
  ['3.1.4+dirty', '3.1.4_p'],
  ['3.1.4-rc.2+git7 3', '3.1.4_rc2_git7-r3'],
  ['3.1.4-rc.1+4.gabc1234', '3.1.4_rc1_git4'],
  ['3.1.4 5', '3.1.4-r5'],
  ['3.1.4 r6', '3.1.4-r6'],
  ['3.1.4 2.el9', '3.1.4-r2'],
];

/** What a version schema of `none` hands over: all of it in one field. */
const AS_GIVEN: readonly (readonly [version: string, apk: string])[] = [
  ['3.1_rc1_p9-r4', '3.1_rc1_p9-r4'],
  ['v3.1_rc1', '3.1_rc1'],
  ['1.2.3.4-rc1', '1.2.3.4_rc1'],
  ['1.2.3.4+git7', '1.2.3.4_git7'],
  ['1.0a1', '1.0_alpha1'],
  ['1.2.3~rc.2', '1.2.3_rc2'],
  ['1.2.3-r4', '1.2.3-r4'],
  ['1.2.3a-r4', '1.2.3a-r4'],
  ['1.2.3-5', '1.2.3_pre5'],
  ['9.6_1', '9.6_p1'],
  ['9.6_1-r2', '9.6_p1-r2'],
];

const REFUSED = ['nightly', '', '-rc1', '1..2', '1.2/3', '1.2.3 beta', '123456789012345678.0'];

/** Each sorts before the next. */
const ASCENDING = [
  '1.2.3-alpha',
  '1.2.3-alpha.1',
  '1.2.3-alpha.1.2',
  '1.2.3-alpha.2',
  '1.2.3-beta.2',
  '1.2.3-beta.11',
  '1.2.3-dev.5',
  '1.2.3-rc.1',
  '1.2.3-rc.1+4.gabc1234',
  '1.2.3-rc.1+12.gabc1234',
  '1.2.3-rc.2',
  '1.2.3',
  '1.2.3 1',
  '1.2.3 2',
  '1.2.3+4.gabc1234',
  '1.2.3+11.gdef5678',
  '1.2.3+p1',
  '1.2.4-rc.1',
  '1.2.4',
  '1.10.0',
  '2024.1.5',
];

describe('versions', () => {
  test.each(VALID)('%s is %s', (input, expected) => {
    expect(apkVersion(versionOf(input))).toBe(expected);
    expect(isVersion(expected)).toBe(true);
  });

  test.each(AS_GIVEN)('%s, taken as given, is %s', (version, expected) => {
    expect(apkVersion({ ...none, version })).toBe(expected);
  });

  test('there is no epoch', () => {
    expect(apkVersion({ ...none, version: '1.2.3', epoch: '2' })).toBe('1.2.3');
  });

  test.each(REFUSED)('"%s" is refused', (input) => {
    const [version = '', release = ''] = input.split(' ');
    expect(isVersion(apkVersion({ ...none, version, release }))).toBe(false);
  });
});

const anyVersion = fc.record({
  version: fc.stringMatching(/^v?[0-9]{1,3}(\.[0-9]{1,3}){0,4}[a-z]?([-_~+.][a-z0-9]{1,8}){0,2}$/),
  prerelease: fc.stringMatching(/^([a-z]{0,5}[.-]?[0-9]{0,4}[.-]?){0,3}$/),
  metadata: fc.stringMatching(/^([a-z]{0,5}[.-]?[0-9]{0,4}[.-]?){0,3}$/),
  release: fc.stringMatching(/^r?[0-9]{0,3}(\.[a-z0-9]{1,3})?$/),
});

const anyText = fc.stringMatching(
  /^[0-9]{1,20}(\.[0-9]{1,19})*[a-z]?(_(alpha|beta|pre|rc|cvs|svn|git|hg|p|x)[0-9]{0,19}){0,3}(-r[0-9]{0,19})?$/,
);

describe.each(['apk', 'apk3'])('%s', (apk) => {
  /** Those of the versions that apk does not accept. */
  const rejected = (versions: readonly string[]) =>
    run(apk, ['version', '--check', ...versions])
      .stdout.trim()
      .split('\n')
      .filter(Boolean);

  const comparison = (a: string, b: string) => run(apk, ['version', '-t', a, b]).stdout.trim();

  needs(apk).test('accepts them', () => {
    expect(rejected(VALID.map(([, version]) => version))).toEqual([]);
    expect(rejected(['1.2.3_rc.1', '1.2.3'])).toEqual(['1.2.3_rc.1']);
  });

  needs(apk).test('accepts every version that is not refused', () => {
    const made = fc.sample(anyVersion, 1500).map((fields) => apkVersion({ ...none, ...fields }));
    const versions = [...made, ...fc.sample(anyText, 1500)].filter(isVersion);
    expect(versions.length).toBeGreaterThan(1000);
    expect(rejected(versions)).toEqual([]);
  });

  needs(apk).test('sorts them', () => {
    const versions = ASCENDING.map((text) => apkVersion(versionOf(text)));
    for (const [index, version] of versions.entries()) {
      const next = versions[index + 1];
      if (next !== undefined)
        expect(`${version}${comparison(version, next)}${next}`).toContain('<');
    }
  });
});
