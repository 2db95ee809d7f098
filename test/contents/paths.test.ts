import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  below,
  checkTarget,
  entryPath,
  nameOf,
  packagePath,
  parentOf,
  withoutEndSlash,
} from '../../src/contents/paths.ts';

const PLACE = { file: 'nfpm.yaml', key: 'contents[0]' };
const segments = fc.array(fc.constantFrom('a', 'bb', '.', '', '..', 'ü', '日本', ' '), {
  maxLength: 8,
});

describe('packagePath', () => {
  test.each([
    ['/usr/bin/x', '/usr/bin/x'],
    ['usr/bin/x', '/usr/bin/x'],
    ['./srv', '/srv'],
    ['/srv//a/', '/srv/a'],
    ['opt/odd/./relative//and/../odd.txt', '/opt/odd/relative/odd.txt'],
    ['/a/b/../../c', '/c'],
    ['/', '/'],
    ['/a/..', '/'],
    ['/...', '/...'],
  ])('%s is %s', (dst, path) => {
    expect(packagePath(dst, PLACE)).toBe(path);
  });

  test.each([
    ['', 'dst is empty'],
    ['/../etc/passwd', "leads out of the package's root"],
    ['..', "leads out of the package's root"],
    ['/a/../../b', "leads out of the package's root"],
    ['/a\nb', 'holds a line break'],
    ['/a\0b', 'holds a NUL'],
    ['/a\ud800b', 'holds bytes that are not valid UTF-8, and names are written in UTF-8 alone'],
    [`/${'x'.repeat(256)}`, 'is 256 bytes long, and Linux takes 255'],
    [`/${'ü'.repeat(128)}`, 'is 256 bytes long, and Linux takes 255'],
    [`/${'abc/'.repeat(1024)}`, 'is longer than 4095 bytes'],
  ])('refuses %.20j', (dst, message) => {
    expect(() => packagePath(dst, PLACE)).toThrow(
      expect.objectContaining({
        code: 'content_path',
        message: expect.stringContaining(message),
        problems: [expect.objectContaining({ place: PLACE })],
      }),
    );
  });

  test('takes names and paths of just the largest size', () => {
    expect(packagePath(`/${'x'.repeat(255)}`, PLACE)).toHaveLength(256);
    expect(packagePath('/abc'.repeat(1023), PLACE)).toHaveLength(4092);
  });

  test('is idempotent, and what posix.normalize gives wherever nothing escapes', () => {
    fc.assert(
      fc.property(segments, (names) => {
        const dst = names.join('/');
        const relative = posix.normalize(dst.replace(/^\/+/, ''));
        if (dst === '' || relative.split('/')[0] === '..') {
          expect(() => packagePath(dst, PLACE)).toThrow();
          return;
        }
        const path = packagePath(dst, PLACE);
        expect(path).toBe(posix.normalize(`/${relative}`).replace(/(?<=.)\/$/, ''));
        expect(packagePath(path, PLACE)).toBe(path);
      }),
    );
  });
});

test('an entry is never the root folder', () => {
  for (const dst of ['/', '.', '/a/..']) {
    expect(() => entryPath(dst, PLACE)).toThrow('is the root folder');
  }
});

test('paths come apart and together again', () => {
  for (const path of ['/a', '/a/b', '/a/b/c']) {
    expect(below(parentOf(path), nameOf(path), PLACE)).toBe(path);
  }
});

test.each([
  ['a/', 'a'],
  ['a//', 'a'],
  ['/', '/'],
  ['//', '/'],
  ['a', 'a'],
  ['', ''],
])('without end slash, %j is %j', (given, path) => {
  expect(withoutEndSlash(given)).toBe(path);
});

test('link targets are free but for what no list can hold', () => {
  expect(checkTarget('../with space/ü', PLACE)).toBe('../with space/ü');
  expect(() => checkTarget('a\nb', PLACE)).toThrow('the link target "a\\nb" holds a line break');
  expect(() => checkTarget('x'.repeat(4096), PLACE)).toThrow('is longer than 4095 bytes');
});
