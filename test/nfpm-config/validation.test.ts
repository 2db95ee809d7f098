import { describe, expect, test } from 'vitest';
import { configText, messagesOf, problemsOf } from './support.ts';

/** Each with what a user reads: place, key, message and hint. */
const REFUSED: readonly (readonly [yaml: string, code: string, message: string])[] = [
  [
    'maintainers: me',
    'config_unknown_key',
    'nfpm.yaml:2:1 maintainers: there is no key "maintainers" in a configuration (did you mean maintainer?)',
  ],
  [
    'maintainers:',
    'config_unknown_key',
    'nfpm.yaml:2:1 maintainers: there is no key "maintainers" in a configuration (did you mean maintainer?)',
  ],
  [
    'deb:\n  toString: x',
    'config_unknown_key',
    'nfpm.yaml:3:3 deb.toString: there is no key "toString" in deb (the keys here are arch, arch_variant, scripts, triggers, breaks, signature, compression, fields, predepends)',
  ],
  [
    'empty_folders: [/var/lib/foo]',
    'config_unknown_key',
    'nfpm.yaml:2:1 empty_folders: there is no key "empty_folders" in a configuration (nfpm 2 has contents with type: dir in its place)',
  ],
  [
    'deb:\n  lintian_overrides: [statically-linked-binary]',
    'config_unknown_key',
    'nfpm.yaml:3:3 deb.lintian_overrides: there is no key "lintian_overrides" in deb (that is a key of goreleaser; here it is a file in contents, at /usr/share/lintian/overrides/NAME)',
  ],
  [
    'overrides:\n  rpm:\n    rpm:\n      ghost_files: [/var/log/foo.log]',
    'config_unknown_key',
    'nfpm.yaml:5:7 overrides.rpm.rpm.ghost_files: there is no key "ghost_files" in overrides.rpm.rpm (nfpm 2 has contents with type: ghost in its place)',
  ],
  [
    'deb:\n  compresion: xz',
    'config_unknown_key',
    'nfpm.yaml:3:3 deb.compresion: there is no key "compresion" in deb (did you mean compression?)',
  ],
  [
    'contents:\n  - dst: /a\n    owner: root',
    'config_unknown_key',
    'nfpm.yaml:4:5 contents[0].owner: there is no key "owner" in contents[0] (it belongs in file_info)',
  ],
  [
    'overrides:\n  rpm:\n    homepage: x',
    'config_unknown_key',
    'nfpm.yaml:4:5 overrides.rpm.homepage: there is no key "homepage" in overrides.rpm (it belongs at the top level, and cannot be overridden)',
  ],
  [
    'deb:\n  license: MIT',
    'config_unknown_key',
    'nfpm.yaml:3:3 deb.license: there is no key "license" in deb (it belongs at the top level, not here)',
  ],
  [
    'overrides:\n  pkgbuild: {}',
    'config_unknown_key',
    'nfpm.yaml:3:3 overrides.pkgbuild: there is no key "pkgbuild" in overrides (the keys here are apk, archlinux, deb, ipk, msix, rpm, srpm, tarball)',
  ],
  [
    'contents:\n  - {src: a, dst: /a, data: x}',
    'config_unknown_key',
    'nfpm.yaml:3:29 contents[0].data: data can only be given by a script, not in a file',
  ],
  [
    'depends: libc6',
    'config_wrong_type',
    'nfpm.yaml:2:10 depends: depends must be a list, not libc6',
  ],
  ['vendor: [a, b]', 'config_wrong_type', 'nfpm.yaml:2:9 vendor: vendor must be text, not a list'],
  [
    'depends: [{a: b}]',
    'config_wrong_type',
    'nfpm.yaml:2:11 depends[0]: depends[0] must be text, not a mapping',
  ],
  ['deb: xz', 'config_wrong_type', 'nfpm.yaml:2:6 deb: deb must be a mapping, not xz'],
  [
    'deb:\n  fields: [a]',
    'config_wrong_type',
    'nfpm.yaml:3:11 deb.fields: fields must be a mapping, not a list',
  ],
  [
    'contents:\n  -\n  - dst: /a',
    'config_wrong_type',
    'nfpm.yaml:3:4 contents[0]: contents[0] must be a mapping, not empty',
  ],
  [
    'disable_globbing: 1',
    'config_wrong_type',
    'nfpm.yaml:2:19 disable_globbing: disable_globbing must be true or false, not 1',
  ],
  [
    'ipk:\n  alternatives:\n    - priority: high',
    'config_wrong_type',
    'nfpm.yaml:4:17 ipk.alternatives[0].priority: priority must be a whole number, not high',
  ],
  [
    'contents:\n  - dst: /a\n    file_info:\n      mode: "0644"',
    'config_wrong_type',
    'nfpm.yaml:5:13 contents[0].file_info.mode: mode must be a number, not the text "0644" (octal and without quotes: 0644)',
  ],
  [
    'umask: 0888',
    'config_wrong_type',
    'nfpm.yaml:2:8 umask: umask must be in octal digits, which are 0 to 7, not 0888',
  ],
  ['umask: rw', 'config_wrong_type', 'nfpm.yaml:2:8 umask: umask must be a number, not rw'],
  [
    'umask: 0o1000',
    'config_value',
    'nfpm.yaml:2:8 umask: umask must be from 0 to 0o777, not 0o1000',
  ],
  [
    'contents:\n  - dst: /a\n    file_info: {mode: 4755}',
    'config_value',
    'nfpm.yaml:4:23 contents[0].file_info.mode: mode must be from 0 to 0o7777, not 4755 (octal and without quotes: 04755)',
  ],
  [
    'mtime: yesterday',
    'config_wrong_type',
    'nfpm.yaml:2:8 mtime: mtime must be a time with date and zone (RFC 3339), not yesterday (for example 2009-11-10T23:00:00Z)',
  ],
  [
    'mtime: 1969-12-31T23:59:59Z',
    'config_value',
    'nfpm.yaml:2:8 mtime: mtime must not be before 1970',
  ],
  [
    'contents:\n  - dst: /a\n    type: configuration',
    'config_value',
    'nfpm.yaml:4:11 contents[0].type: type cannot be "configuration" (choose from file, dir, tree, symlink, ghost, doc, license, licence, readme, config, config|noreplace, config|missingok, config|tree, config|noreplace|tree, config|missingok|tree)',
  ],
  [
    'contents:\n  - dst: /a\n    type: conifg',
    'config_value',
    'nfpm.yaml:4:11 contents[0].type: type cannot be "conifg" (did you mean config?)',
  ],
  [
    'contents:\n  - dst: /a\n    packager: rmp',
    'config_value',
    'nfpm.yaml:4:15 contents[0].packager: packager cannot be "rmp" (did you mean rpm?)',
  ],
  [
    'deb:\n  signature: {type: author}',
    'config_value',
    'nfpm.yaml:3:21 deb.signature.type: type cannot be "author" (choose from origin, maint, archive)',
  ],
  [
    'contents:\n  - src: a',
    'config_missing_key',
    'nfpm.yaml:3:5 contents[0].dst: dst must be given',
  ],
  [
    'vendor: "a\\0b"',
    'config_value',
    'nfpm.yaml:2:9 vendor: vendor must not hold NUL or half a character',
  ],
  [
    'vendor: "\\ud83d"',
    'config_value',
    'nfpm.yaml:2:9 vendor: vendor must not hold NUL or half a character',
  ],
];

describe('is refused', () => {
  test.each(REFUSED)('%j', (yaml, code, message) => {
    const action = () => configText(`name: foo\n${yaml}\n`);
    expect(messagesOf(action)).toEqual([message]);
    expect(problemsOf(action)[0]?.code).toBe(code);
  });

  test.each([
    ['no name', 'version: 1.0.0\n', 'nfpm.yaml:1:1 name: name must be given'],
    ['a name without a value', 'version: 1.0.0\nname:\n', 'nfpm.yaml:2:6 name: name must be given'],
    ['an empty name', 'name: ""\n', 'nfpm.yaml:1:7 name: name must be given'],
    ['a list', '- name: foo\n', 'nfpm.yaml:1:1: a configuration must be a mapping, not a list'],
    ['a word', 'foo\n', 'nfpm.yaml:1:1: a configuration must be a mapping, not foo'],
  ])('%s', (_title, text, message) => {
    expect(messagesOf(() => configText(text))).toEqual([message]);
  });

  test('with all its problems, in the order of the file', () => {
    const text = 'umask: x\ncontents:\n  - src: a\n  - dst: [x]\n    colour: red\nnme: foo\n';
    expect(problemsOf(() => configText(text)).map(({ place }) => place?.key)).toEqual([
      // The name is missing at the top.
      ...['name', 'umask', 'contents[0].dst', 'contents[1].dst', 'contents[1].colour', 'nme'],
    ]);
  });

  test('with no more than fifty', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `key${i}: x`).join('\n');
    expect(problemsOf(() => configText(`name: x\n${text}`))).toHaveLength(50);
  });
});

describe('is accepted, as by nfpm', () => {
  test.each([
    ['an override without a value', 'overrides:\n  deb:\n'],
    ['overrides without a value', 'overrides:\n'],
    ['lists without a value', 'depends:\ncontents: ~\nscripts: null\n'],
    ['a field without a value', 'deb:\n  fields: {Bugs: }\n'],
    ['a version that YAML takes for a number', 'version: 1.10\nepoch: 2\nrelease: 3\n'],
    ['yes and off', 'disable_globbing: off\nipk: {essential: yes}\n'],
    ['an empty type', 'contents:\n  - {src: a, dst: /a, type: "", packager: ""}\n'],
    [
      'decimal, octal and hexadecimal',
      'umask: 18\noverrides: {deb: {umask: 022}, rpm: {umask: 0x12}}\n',
    ],
    ['an unknown version schema', 'version_schema: calver\n'],
    ['a date for text', 'version: 2024-01-05\n'],
  ])('%s', (_title, yaml) => {
    expect(messagesOf(() => configText(`name: foo\n${yaml}`).recipe('deb'))).toEqual([]);
  });
});
