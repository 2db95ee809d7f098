import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, parseVersion, versionIn } from '../../src/release/semver.ts';

/** From old to new; item 11 of semver.org has the prereleases of 1.0.0. */
const ORDER = [
  '0.0.0-0',
  '0.0.0',
  '0.0.9',
  '0.0.10',
  '0.9.0',
  '0.10.0',
  '1.0.0-0',
  '1.0.0-9007199254740993',
  '1.0.0-9007199254740994',
  '1.0.0--',
  '1.0.0-Alpha',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '9007199254740993.0.0',
  '9007199254740994.0.0',
];

const version = (text: string) => parseVersion(text, 'it');

describe('versions', () => {
  test('have an order', () => {
    for (const [i, a] of ORDER.entries()) {
      for (const [j, b] of ORDER.entries()) {
        const order = Math.sign(compareVersions(version(a), version(b)));
        expect([a, b, order]).toEqual([a, b, Math.sign(i - j)]);
      }
    }
  });

  test('do not depend on their metadata, or on a v', () => {
    expect(compareVersions(version('v1.0.0+a'), version('1.0.0+b.2'))).toBe(0);
    expect(version('v1.2.3-rc.1+5').text).toBe('1.2.3-rc.1+5');
  });

  test.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3-a..b',
    '1.2.3+',
    '1.2.3+a+b',
    'V1.2.3',
    'vv1.2.3',
    ' 1.2.3',
    '1.2.3\n',
    '1.2.3-ä',
    `1.2.${'3'.repeat(300)}`,
  ])('are not like %j', (text) => {
    expect(versionIn(text)).toBeUndefined();
    expect(() => version(text)).toThrow(expect.objectContaining({ code: 'version_invalid' }));
  });

  test('compare either way the same', () => {
    const part = fc.oneof(fc.nat().map(String), fc.stringMatching(/^[a-z-][0-9a-z-]{0,3}$/));
    const any = fc
      .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.array(part, { maxLength: 3 }))
      .map(
        ([minor, patch, rest]) => `0.${minor}.${patch}${rest.length ? `-${rest.join('.')}` : ''}`,
      );
    fc.assert(
      fc.property(any, any, (a, b) => {
        const order = compareVersions(version(a), version(b));
        expect(Math.sign(order) + Math.sign(compareVersions(version(b), version(a)))).toBe(0);
        expect(order === 0).toBe(a === b);
      }),
    );
  });
});
