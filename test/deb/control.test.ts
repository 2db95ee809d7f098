import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controlFile, installedSize } from '../../src/deb/control.ts';
import { dir, file, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { type DebPlan, debPackage } from './make-deb.ts';

/** The value of a field, as it is written. */
function field(name: string, plan: DebPlan): string | undefined {
  const text = controlFile(debPackage(plan), 0);
  return new RegExp(`^${name}: ((?:.*\\n)(?:[ \\t].*\\n)*)`, 'm').exec(text)?.[1]?.slice(0, -1);
}

describe('Description', () => {
  test.each([
    ['one line', 'one line'],
    ['  padded \n', 'padded'],
    ['first\nsecond', 'first\n second'],
    ['first\n\nthird', 'first\n .\n third'],
    ['first\n \t \n\nfourth', 'first\n .\n .\n fourth'],
    ['first\n  indented\n\ttab', 'first\n indented\n tab'],
    ['first\r\nsecond\r\n', 'first\n second'],
    ['first\n.', 'first\n .'],
    ['Ödd – ünïcode', 'Ödd – ünïcode'],
    ['', undefined],
  ])('%j is folded', (description, folded) => {
    expect(field('Description', { description })).toBe(folded);
  });

  test('a line of any length is kept', () => {
    const line = 'x'.repeat(200_000);
    expect(field('Description', { description: `first\n${line}\nlast` })).toBe(
      `first\n ${line}\n last`,
    );
  });
});

describe('fields of the user', () => {
  test('are sorted by name, after the others', () => {
    const fields = { b: '2', 'X-Z': '3', 'AA-1': '1' };
    expect(controlFile(debPackage({ deb: { fields } }), 0)).toMatch(
      /Description: .*\nAA-1: 1\nX-Z: 3\nb: 2\n$/,
    );
  });

  test.each([
    ['as it is', 'as it is'],
    ['  padded \n', 'padded'],
    ['', undefined],
    [' \n ', undefined],
    ['first\nsecond\n', 'first\n second'],
    ['first\n  folded\n\ttab', 'first\n  folded\n\ttab'],
    ['first\n\nthird', 'first\n .\n third'],
    ['first\r\nsecond', 'first\n second'],
  ])('%j is folded', (value, folded) => {
    expect(field('X-Own', { deb: { fields: { 'X-Own': value } } })).toBe(folded);
  });
});

describe('relations', () => {
  test.each([
    [['a', 'b (>= 1)'], 'a, b (>= 1)'],
    [[' a ', '', '  ', 'b'], 'a, b'],
    [['a\n  | b'], 'a | b'],
    [[], undefined],
    [[''], undefined],
  ])('%j is joined', (depends, joined) => {
    expect(field('Depends', { relations: { depends } })).toBe(joined);
  });
});

test('empty fields are left out, or have a default', () => {
  const plan = { section: '', priority: '', homepage: ' ', maintainer: '' };
  expect(controlFile(debPackage(plan), 7)).toBe(
    'Package: sundial\nVersion: 1.2.3\nPriority: optional\nArchitecture: amd64\n' +
      'Maintainer: Unset Maintainer <unset@localhost>\nInstalled-Size: 7\n' +
      'Description: Tells the time by daylight\n',
  );
});

test.each([
  ['v1', 'amd64v1'],
  ['v3', 'amd64v3'],
  ['amd64v4', 'amd64v4'],
  ['v9', 'v9'],
  ['', undefined],
])('the architecture variant %j is %s', (archVariant, written) => {
  expect(field('Architecture-Variant', { deb: { archVariant } })).toBe(written);
});

const sizes = [0, 1, 1023, 1024, 1025, 5000];
const entries = [
  dir('/opt'),
  ...sizes.map((size) => file(`/opt/${size}`, new Uint8Array(size))),
  symlink('/opt/link', '1024'),
  { ...dir('/opt/ghost'), type: 'ghost' as const },
];

describe('Installed-Size', () => {
  test('is in KiB, every file rounded up', () => {
    expect(installedSize(entries)).toBe(1 + (0 + 1 + 1 + 1 + 2 + 5) + 1);
  });
});

needs('dpkg-gencontrol')('Installed-Size', () => {
  test('is what dpkg-gencontrol counts', () => {
    const folder = scratchFolder();
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'opt'), { recursive: true });
    for (const size of sizes) writeFileSync(join(tree, 'opt', `${size}`), new Uint8Array(size));
    output('ln', ['-s', '1024', join(tree, 'opt/link')]);
    mkdirSync(join(folder, 'debian'));
    writeFileSync(
      join(folder, 'debian/control'),
      'Source: sundial\nMaintainer: S <s@dial.example>\n\nPackage: sundial\nArchitecture: all\nDescription: d\n',
    );
    writeFileSync(
      join(folder, 'debian/changelog'),
      'sundial (1) unstable; urgency=low\n\n  * x\n\n -- S <s@dial.example>  Thu, 29 Feb 2024 12:30:00 +0000\n',
    );
    const text = output('dpkg-gencontrol', ['-Ptree', '-O', '-fdebian/files'], { cwd: folder });
    // It counts the root folder as well, which is not in the package.
    expect(text).toMatch(new RegExp(`^Installed-Size: ${installedSize(entries) + 1}$`, 'm'));
  });
});
