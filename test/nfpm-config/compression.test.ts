import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { codecOf } from '../../src/nfpm-config/compression.ts';
import { messagesOf, problemsOf, recipeText } from './support.ts';

test.each([
  ['deb', '', { name: 'gzip', level: 6 }],
  ['deb', 'gzip', { name: 'gzip', level: 6 }],
  ['deb', 'gzip:-1', { name: 'gzip', level: 6 }],
  ['deb', 'gzip:', { name: 'gzip', level: 6 }],
  ['deb', 'gzip:9', { name: 'gzip', level: 9 }],
  ['deb', 'gzip:0', { name: 'gzip', level: 1 }],
  ['rpm', 'gzip:-2', { name: 'gzip', level: 1 }],
  ['deb', 'zstd:0', { name: 'zstd', level: 1 }],
  ['rpm', 'zstd:-5', { name: 'zstd', level: 1 }],
  ['deb', 'zstd:23', { name: 'zstd', level: 22 }],
  ['deb', 'xz', { name: 'xz', level: 1 }],
  ['deb', 'xz:0', { name: 'xz', level: 0 }],
  ['deb', 'zstd', { name: 'zstd', level: 5 }],
  ['deb', 'zstd:19', { name: 'zstd', level: 19 }],
  ['deb', 'zstd:fastest', { name: 'zstd', level: 1 }],
  ['deb', 'zstd:default', { name: 'zstd', level: 3 }],
  ['deb', 'zstd:Better', { name: 'zstd', level: 7 }],
  ['deb', 'zstd:best', { name: 'zstd', level: 11 }],
  ['deb', 'none', { name: 'none' }],
  ['rpm', '', { name: 'gzip', level: 6 }],
  ['rpm', 'gz', { name: 'gzip', level: 6 }],
  ['rpm', 'lzma', { name: 'lzma', level: 1 }],
  ['srpm', 'zstd:22', { name: 'zstd', level: 22 }],
  ['apk', '', { name: 'gzip', level: 6 }],
  ['archlinux', '', { name: 'zstd', level: 3 }],
  ['archlinux', 'xz', { name: 'xz', level: 6 }],
  ['archlinux', 'xz:9', { name: 'xz', level: 9 }],
  ['archlinux', 'none', { name: 'none' }],
  ['ipk', '', { name: 'gzip', level: 6 }],
  ['tarball', '', { name: 'gzip', level: 6 }],
  ['tarball', 'zstd', { name: 'zstd', level: 3 }],
  ['tarball', 'zstd:19', { name: 'zstd', level: 19 }],
] as const)('%s with %j', (format, setting, codec) => {
  expect(codecOf(format, setting)).toEqual(codec);
});

describe('is refused', () => {
  test.each([
    ['deb', 'lz4', 'deb has no compression "lz4" (choose from gzip, xz, zstd, none)'],
    ['deb', 'lzma', 'deb has no compression "lzma"'],
    ['rpm', 'none', 'rpm has no compression "none" (choose from gzip, zstd, lzma, xz)'],
    ['deb', 'gzip:10', 'gzip has no level "10" (the levels are 1 to 9, -1)'],
    ['deb', 'gzip:-3', 'gzip has no level "-3"'],
    ['deb', 'xz:-1', 'xz has no level "-1"'],
    [
      'deb',
      'zstd:100',
      'zstd has no level "100" (the levels are 1 to 22, fastest, default, better, best)',
    ],
    ['deb', 'zstd:constructor', 'zstd has no level "constructor"'],
    ['deb', 'xz:6:7', 'xz has no level "6:7"'],
    ['deb', 'none:1', 'none has no levels'],
    ['rpm', 'GZIP', 'rpm has no compression "GZIP"'],
  ] as const)('%s with %j', (format, setting, message) => {
    const action = () => recipeText(`${format}:\n  compression: ${setting}\n`, format);
    const [problem] = problemsOf(action);
    expect(problem).toMatchObject({
      code: 'config_value',
      place: { line: 3, column: 16, key: `${format}.compression` },
    });
    expect(messagesOf(action)[0]).toContain(message);
  });
});

test('any setting is a codec or a fault with a hint', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FORMAT_NAMES), fc.string(), (format, setting) => {
      const found = codecOf(format, setting);
      if (!('name' in found)) expect(found.hint).not.toBe('');
    }),
  );
});
