import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { semverOf, versionOf } from '../../src/nfpm-config/version.ts';
import { recipeText } from './support.ts';

describe('semver, as leniently as Masterminds/semver', () => {
  test.each([
    ['1.2.3', '1.2.3', '', ''],
    ['v1.2.3', '1.2.3', '', ''],
    ['1.2', '1.2.0', '', ''],
    ['3', '3.0.0', '', ''],
    ['2024.01.05', '2024.1.5', '', ''],
    ['2024-01-05', '2024.0.0', '01-05', ''],
    ['1.2.3-rc.1', '1.2.3', 'rc.1', ''],
    ['1.2.3-rc.1+git7', '1.2.3', 'rc.1', 'git7'],
    ['1.2.3+007', '1.2.3', '', '007'],
    ['1.2.3--', '1.2.3', '-', ''],
    ['18446744073709551615.0.0', '18446744073709551615.0.0', '', ''],
  ])('%s', (text, numbers, prerelease, metadata) => {
    expect(semverOf(text)).toEqual({ numbers, prerelease, metadata });
  });

  test.each([
    '',
    'nightly',
    'V1.2.3',
    '1.2.3.4',
    '1.2.3-rc..1',
    '1.2.3-01',
    '1.2.3-rc.01',
    '1.2.3+',
    '1.2.3_4',
    ' 1.2.3',
    '1.2.3\n',
    '18446744073709551616.0.0',
  ])('%j is none', (text) => {
    expect(semverOf(text)).toBeUndefined();
  });

  test('what came out goes in again', () => {
    const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(number, number, number, (major, minor, patch) => {
        const numbers = `${major}.${minor}.${patch}`;
        expect(semverOf(`v0${numbers}`)?.numbers).toBe(numbers);
      }),
    );
  });
});

describe('the parts of a version', () => {
  const none = { epoch: '', prerelease: '', metadata: '', release: '' };

  test.each([
    ['without one', {}, { version: '0.0.0', prerelease: 'rc0' }],
    ['empty', { version: '' }, { version: '0.0.0', prerelease: 'rc0' }],
    ['four numbers', { version: '3.1.4.15' }, { version: '3.1.4.15' }],
    ['a word', { version: 'nightly' }, { version: 'nightly' }],
    [
      'keys of their own win',
      { version: '1-a+b', prerelease: 'c', version_metadata: 'd' },
      { version: '1.0.0', prerelease: 'c', metadata: 'd' },
    ],
    [
      'empty keys do not',
      { version: '1-a+b', prerelease: '', version_metadata: '' },
      { version: '1.0.0', prerelease: 'a', metadata: 'b' },
    ],
    [
      'schema none',
      { version: 'v1.2', version_schema: 'none', prerelease: 'a' },
      { version: 'v1.2', prerelease: 'a' },
    ],
    [
      'any other schema is semver',
      { version: 'v1.2', version_schema: 'calver' },
      { version: '1.2.0' },
    ],
    [
      'epoch and release',
      { version: '1', epoch: '2', release: '3.el9' },
      { version: '1.0.0', epoch: '2', release: '3.el9' },
    ],
  ])('%s', (_title, given, parts) => {
    expect(versionOf(given)).toEqual({ ...none, ...parts });
  });
});

test('a part is found where it is written, be it in the version', () => {
  const at = (lines: string) => {
    const { locate } = recipeText(lines);
    return [locate('prerelease').key, locate('version_metadata').key];
  };
  expect(at('version: 1.0.0-a+b\n')).toEqual(['version', 'version']);
  expect(at('version: 1.0.0-a+b\nprerelease: c\nversion_metadata: d\n')).toEqual([
    'prerelease',
    'version_metadata',
  ]);
});
