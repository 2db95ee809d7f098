import { describe, expect, test } from 'vitest';
import { formatNamed } from '../../src/formats.ts';
import type { FormatName, Version } from '../../src/model/package.ts';
import { packageOf } from '../support/package.ts';

/** Keys that a format blames for a version. */
function blamed(name: FormatName, change: Partial<Version>): (string | undefined)[] {
  const plain = packageOf(name);
  const version = { ...plain.version, ...change };
  const found = formatNamed(name).check({ ...plain, version }, []);
  return found.filter(({ code }) => code === 'version_invalid').map(({ place }) => place?.key);
}

describe.each(['apk', 'archlinux', 'deb', 'ipk', 'rpm', 'tarball'] as const)('%s', (format) => {
  test.each([
    ['version', { version: '1/2', prerelease: 'a', metadata: 'b', release: '1' }],
    ['prerelease', { prerelease: 'a/ b', release: '1' }],
    ['version_metadata', { prerelease: 'rc1', metadata: 'a/ b', release: '1' }],
    ['release', { prerelease: 'rc1', release: 'a b' }],
  ])('blames the %s', (key, change) => {
    // What does not reach a format's version, or is made right for it, is not blamed.
    const passes: Readonly<Record<string, readonly string[]>> = {
      apk: ['prerelease', 'version_metadata'],
      archlinux: ['version_metadata', 'release'],
      tarball: ['release'],
    };
    expect(blamed(format, change)).toEqual(passes[format]?.includes(key) ? [] : [key]);
  });
});

test('an epoch that is too large is blamed alone', () => {
  expect(blamed('deb', { epoch: '9'.repeat(11), release: '1' })).toEqual(['epoch']);
});
