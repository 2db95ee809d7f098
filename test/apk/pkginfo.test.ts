import { expect, test } from 'vitest';
import { pkginfo } from '../../src/apk/pkginfo.ts';
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

test.each([
  [
    'Small stones\n\nRound and flat,\na = b is not a field.\n',
    'Small stones Round and flat, a = b is not a field.',
  ],
  ['  one\n\ttwo  three\r\n', 'one two three'],
  [`First line.\n${'More of it. '.repeat(100)}`, 'First line.'],
])('a description is one line: %#', (description, line) => {
  expect(lines({ description })).toContain(`pkgdesc = ${line}`);
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
