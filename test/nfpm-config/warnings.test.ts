import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/errors.ts';
import { configFrom } from '../../src/nfpm-config/index.ts';
import { configText } from './support.ts';

const warningsOf = (yaml: string) => configText(`name: foo\n${yaml}`).warnings;
const withMode = (mode: string) =>
  `contents:\n  - {dst: /a, type: dir, file_info: {mode: ${mode}}}\n`;

describe('modes that look octal and are decimal', () => {
  test.each(['644', '755', '600', '640', '777', '440', '400', '500', '1777', '2755'])(
    '%s',
    (mode) => {
      const [warning, ...others] = warningsOf(withMode(mode));
      expect(others).toEqual([]);
      expect(warning).toMatchObject({
        code: 'mode_decimal',
        place: { file: 'nfpm.yaml', line: 3, column: 44, key: 'contents[0].file_info.mode' },
      });
      expect(warning?.hint).toContain(`write 0${mode} for`);
    },
  );

  test.each(['0644', '0o644', '0x1a4', '420', '493', '511', '0', '0o1204', '1', '7'])(
    'but not %s',
    (mode) => {
      expect(warningsOf(withMode(mode))).toEqual([]);
    },
  );

  test.each([
    ['22', ['umask']],
    ['27', ['umask']],
    ['77', ['umask']],
    ['18', []],
    ['022', []],
    ['2', []],
    ['7', []],
  ])('umask %s', (umask, keys) => {
    expect(warningsOf(`umask: ${umask}\n`).map(({ place }) => place?.key)).toEqual(keys);
  });

  test('in overrides as well, and from a script', () => {
    const file_info = { mode: 644 };
    const contents = [{ dst: '/a', type: 'dir', file_info }] as const;
    const config = configFrom({ name: 'foo', overrides: { deb: { umask: 22, contents } } });
    expect(config.warnings.map(({ place }) => place)).toEqual([
      { key: 'overrides.deb.umask' },
      { key: 'overrides.deb.contents[0].file_info.mode' },
    ]);
  });

  test('say what was written, and what it means', () => {
    expect(warningsOf(withMode('644')).map(formatProblem)).toEqual([
      'nfpm.yaml:3:44 contents[0].file_info.mode: the mode 644 is decimal, in octal 01204 (write 0644 for the permissions 644, or 01204 to keep it as it is)',
    ]);
  });
});

describe('a version that is empty', () => {
  const withVersion = (version: string, env: Record<string, string>) =>
    configText(`name: foo\nversion: ${version}\n`, { env, cwd: '/' }).warnings;

  test('for its variable is not set', () => {
    expect(withVersion('$V', { W: '1' }).map(formatProblem)).toEqual([
      'nfpm.yaml:2:10 version: the version $V is empty, and v0.0.0-rc0 takes its place (set the variable, or use $PACKAGE_VERSION, which git describe gives)',
    ]);
    expect(withVersion('$V', { V: '' })).toMatchObject([{ code: 'version_empty' }]);
  });

  test.each(['$V', '$W$V', '$PACKAGE_VERSION', '$PACKAGE_ARCH', '1.0', '""'])(
    'is not %s',
    (version) => {
      const codes = withVersion(version, { V: '1' }).map(({ code }) => code);
      expect(codes).not.toContain('version_empty');
    },
  );
});

describe('a variable that is not set', () => {
  const warned = (yaml: string, env: Record<string, string> = {}) =>
    configText(yaml, { env, cwd: '/' }).warnings;

  test('is named with what it is missing in', () => {
    const found = warned(`name: foo\nversion: 1.0\ndepends: ["a", "\${B}"]\n`);
    expect(found.map(formatProblem)).toEqual([
      `nfpm.yaml:3:16 depends[1]: the variable B is not set, and nothing takes its place in "\${B}" (set it in the environment, to nothing if that is meant)`,
    ]);
    expect(found[0]?.code).toBe('variable_unset');
  });

  test('is looked for wherever variables are replaced', () => {
    const yaml = `name: foo
version: 1.0
vendor: $A
license: $NOT_REPLACED
deb: {fields: {Origin: "x $A $A"}}
contents:
  - {src: $A/x, dst: /x, expand: true}
  - {src: $NOT_REPLACED/x, dst: $NOT_REPLACED/x}
overrides:
  rpm:
    depends: [$A]
    contents: [{src: a, dst: /$A, expand: true}]
`;
    expect(warned(yaml).map(({ place }) => place?.key)).toEqual([
      'vendor',
      'deb.fields.Origin',
      'contents[0].src',
      'overrides.rpm.depends[0]',
      'overrides.rpm.contents[0].dst',
    ]);
  });

  test.each(['$A', '$PACKAGE_ARCH', '$PACKAGE_PLATFORM', 'costs 5 $', '$' + '{}'])(
    'is not %s',
    (text) => {
      expect(warned(`name: foo\nversion: 1.0\nvendor: ${text}\n`, { A: '' })).toEqual([]);
    },
  );

  test.each(['$5', '$' + '{A:-b}'])('%s is no way out', (text) => {
    const [warning] = warned(`name: foo\nversion: 1.0\nvendor: ${text}\n`, { A: 'a' });
    expect(warning?.hint).toBe(
      'a dollar sign begins the name of a variable, and :- is a part of the name',
    );
  });

  test('is told once of a version that is empty without it', () => {
    expect(warned('name: foo\nversion: $V\n').map(({ code }) => code)).toEqual(['version_empty']);
  });
});

test('dpkg-sig is out of use', () => {
  const yaml = 'deb:\n  signature: {key_file: a, method: dpkg-sig}\n';
  expect(warningsOf(yaml)).toMatchObject([
    { code: 'config_deprecated', place: { line: 3, key: 'deb.signature.method' } },
  ]);
  expect(warningsOf(`overrides:\n  deb:\n    ${yaml.replaceAll('\n', '\n    ')}`)).toHaveLength(1);
  expect(warningsOf('deb:\n  signature: {key_file: a, method: debsign}\n')).toEqual([]);
});
