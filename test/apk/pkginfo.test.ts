import { expect, test } from 'vitest';
import { headerSize, pkginfo } from '../../src/apk/pkginfo.ts';
import type { Package } from '../../src/model/package.ts';
import { packageOf, script } from '../support/package.ts';

const facts = { entries: 1, size: 7, datahash: 'ab' };

function lines(change: Partial<Package>, data = facts): string[] {
  return Buffer.from(pkginfo(packageOf('apk', change), data))
    .toString()
    .split('\n');
}

test('what is not set has no line', () => {
  const unset = { homepage: '', license: '', maintainer: '' };
  expect(lines(unset)).toEqual([
    'pkgname = sundial',
    'pkgver = 1.2.3',
    'arch = x86_64',
    'size = 7',
    'pkgdesc = Tells the time by daylight',
    'datahash = ab',
    '',
  ]);
});

test('nothing breaks out of its line', () => {
  const maintainer = 'Sun <sun@dial.example>\ndepend = moon\n';
  expect(lines({ maintainer })).toContain('maintainer = Sun <sun@dial.example> depend = moon');
});

test('further lines of a description are there, and are no keys', () => {
  const description = 'Small stones\n\nRound and flat,\r\na = b is not a field.\ndepend = sand\n';
  const found = lines({ description });
  const at = found.indexOf('pkgdesc = Small stones');
  expect(found.slice(at + 1, at + 6)).toEqual([
    '  ',
    '  Round and flat,',
    '  a = b is not a field.',
    '  depend = sand',
    'url = https://dial.example',
  ]);
});

test('only the first line of a description counts for the header', () => {
  const size = headerSize(packageOf('apk', { description: 'Small stones' }));
  expect(headerSize(packageOf('apk', { description: `Small stones\n${'x'.repeat(5000)}` }))).toBe(
    size,
  );
});

// With a size of 0 apk would neither unpack the package nor run its scripts.
test.each([
  ['an empty package', {}, { entries: 0, size: 0 }, 0],
  ['links and folders', {}, { entries: 3, size: 0 }, 1],
  [
    'scripts alone',
    { scripts: { postinstall: script('#!/bin/sh\n') } },
    { entries: 0, size: 0 },
    1,
  ],
  ['32 bits of zeros', {}, { entries: 1, size: 2 ** 32 }, 2 ** 32 + 1],
])('size of %s', (_, change, data, size) => {
  expect(lines(change, { ...facts, ...data })).toContain(`size = ${size}`);
});
