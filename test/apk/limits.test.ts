import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import type { Input, PlannedEntry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { entries, everything } from './everything.ts';

const body: Input = { kind: 'memory', name: 'body', bytes: new Uint8Array() };
const planned = (path: string, change = {}): PlannedEntry => ({
  ...file(path, ''),
  body,
  ...change,
});
const { relations, version } = packageOf('apk');
const LONG = 'x'.repeat(300);

test('nothing is wrong with everything', () => {
  const all = entries.map((entry) => (entry.type === 'file' ? { ...entry, body } : entry));
  expect(apk.check(everything, all)).toEqual([]);
});

describe('a package is refused for', () => {
  const cases: readonly (readonly [code: string, key: string, named: string, Partial<Package>])[] =
    [
      ['platform_unsupported', 'platform', '"darwin"', { platform: 'darwin' }],
      ['name_invalid', 'name', '"sun dial"', { name: 'sun dial' }],
      ['name_invalid', 'name', '"-sun"', { name: '-sun' }],
      ['version_invalid', 'version', '"nightly"', { version: { ...version, version: 'nightly' } }],
      ['version_invalid', 'release', '"x"', { version: { ...version, release: 'x' } }],
      [
        'version_invalid',
        'release',
        '"123456789012345678"',
        { version: { ...version, release: '123456789012345678' } },
      ],
      ['arch_unknown', 'arch', '"amd 64"', { arch: 'amd 64' }],
      ['arch_unknown', 'arch', '""', { arch: '' }],
      ['format_limit', 'description', '1940', { homepage: LONG.repeat(7) }],
    ];
  test.each(cases)('%s: %s %s', (code, key, named, change) => {
    expect(apk.check(packageOf('apk', change), [])).toEqual([
      {
        code,
        message: expect.stringContaining(named),
        place: { file: 'nfpm.yaml', key },
        hint: expect.any(String),
      },
    ]);
  });
});

describe('relations', () => {
  const check = (key: 'depends' | 'provides' | 'replaces', text: string) =>
    apk.check(packageOf('apk', { relations: { ...relations, [key]: ['fine', text] } }), []);

  test.each([
    ['depends', 'musl>=1.2'],
    ['depends', ' musl  >=  1.2 '],
    ['depends', '!feud'],
    ['depends', '!feud<2'],
    ['depends', 'fuzzy~1.2'],
    ['depends', 'fuzzy=~1.2'],
    ['depends', 'exact=1.0-r0'],
    ['depends', 'same><Q1ogwA4FNYQFYl7UqaLjWBTbVzIRA='],
    ['depends', '/bin/sh'],
    ['depends', 'py3.12:pip'],
    ['provides', 'so:libkin.so.1=1.0.0'],
    ['replaces', 'ancestor<2_rc1'],
  ] as const)('%s: %s', (key, text) => {
    expect(check(key, text)).toEqual([]);
  });

  test.each([
    ['depends', 'libc6 (>= 2.31)', 'a name is made of'],
    ['depends', 'a | b', 'a name is made of'],
    ['depends', 'a, b', 'a name is made of'],
    ['depends', '', 'a name is made of'],
    ['depends', 'pkg@edge', 'a name is made of'],
    ['depends', 'a>=', '"" is no apk version'],
    ['depends', 'a=1.0-rc.1', '"1.0-rc.1" is no apk version'],
    ['depends', 'a=1.0 b', 'a name is made of'],
    ['depends', 'a=>1', '"=>" is none of'],
    ['depends', LONG, 'longer than 255 bytes'],
    ['provides', '!a', 'a "!" only has a meaning in depends'],
    ['provides', 'a>=1', '">=" is none of ='],
    ['replaces', '!a', 'a "!" only has a meaning in depends'],
  ] as const)('%s: not %s', (key, text, named) => {
    expect(check(key, text)).toEqual([
      {
        code: 'relation_invalid',
        message: expect.stringContaining(named),
        place: { file: 'nfpm.yaml', key: `${key}[1]` },
        hint: expect.any(String),
      },
    ]);
  });
});

describe('scripts', () => {
  const check = (text: string) =>
    apk.check(packageOf('apk', { scripts: { postinstall: script(text) } }), []);

  test.each([
    ['without an interpreter', 'echo\n', '"#!"'],
    ['of a blank line', '\n', '"#!"'],
    ['beyond 256 KiB', `#!/bin/sh\n${'#'.repeat(262_144)}`, '262144'],
  ])('%s', (_, text, named) => {
    expect(check(text)).toMatchObject([
      {
        code: 'format_limit',
        message: expect.stringContaining(named),
        place: { file: 'nfpm.yaml' },
      },
    ]);
  });
});

describe('an entry is refused for', () => {
  test.each([
    ['content_path', planned('/.config'), '/.config'],
    ['content_path', planned('/etc/.keep_me'), '/etc/.keep_me'],
    ['content_path', planned('/etc/new\nline'), '"/etc/new\\nline"'],
    ['content_path', planned(`/${'d/'.repeat(2050)}f`), '4085'],
    ['content_path', symlink('/l', 'ü'.repeat(2050)), '/l'],
    ['format_limit', planned('/f', { owner: 'ü'.repeat(16) }), '/f'],
    ['format_limit', dir('/d', { group: 'g'.repeat(32) }), '/d'],
    ['format_limit', planned('/f', { size: 2 ** 32 }), '4 GiB'],
    ['format_limit', planned('/f', { mtime: -1 }), '-1'],
    ['format_limit', planned('/f', { mtime: 2 ** 32 }), '4294967296'],
  ])('%s: %#', (code, entry, named) => {
    expect(apk.check(packageOf('apk'), [entry])).toMatchObject([
      { code, message: expect.stringContaining(named), place: entry.place },
    ]);
  });

  test('not for what is just within', () => {
    const within = [
      planned('/etc/.keep'),
      planned('/etc/.hidden'),
      dir('/etc/.keep_folder'),
      planned('/f', { owner: 'o'.repeat(31), size: 2 ** 32 - 1, mtime: 0 }),
      dir('/.local', { implicit: true }),
      { ...planned('/.ghost'), type: 'ghost' as const },
    ];
    expect(apk.check(packageOf('apk'), within)).toEqual([]);
  });
});

test('all reasons come at once', () => {
  const pkg = packageOf('apk', { platform: 'darwin', name: '' });
  expect(apk.check(pkg, [planned('/.a'), planned('/.b')])).toHaveLength(4);
});
