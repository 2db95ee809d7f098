import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONFIG_KEYS, expandKeys, OVERRIDE_KEYS } from '../../src/nfpm-config/expand.ts';
import { configText, messagesOf, recipeText } from './support.ts';

const env = { ONE: 'first', TWO: ' padded ', NONE: '' };

test('every key of nfpm is expanded, and no other', () => {
  // A text with a variable for each text of the example with every key.
  const changed: string[] = [];
  const marked = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => marked(item, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return '$X';
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        marked(item, path ? `${path}.${key}` : key),
      ]),
    );
  };
  const collect = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) collect(item, `${path}[${index}]`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) collect(item, path ? `${path}.${key}` : key);
    } else if (value === 'x') changed.push(path);
  };
  const example = JSON.parse(JSON.stringify(configExample()));
  collect(
    expandKeys(
      marked(example, '') as object,
      CONFIG_KEYS,
      () => 'x',
      () => {},
    ),
    '',
  );
  expect(changed.sort()).toEqual([
    ...['apk.signature.key_file', 'apk.signature.key_id', 'arch', 'conflicts[0]', 'deb.breaks[0]'],
    ...['deb.fields.Bugs', 'deb.predepends[0]', 'deb.signature.key_file', 'deb.signature.key_id'],
    ...['depends[0]', 'description', 'homepage', 'ipk.fields.Source', 'ipk.predepends[0]'],
    ...['maintainer', 'msix.publisher', 'msix.signature.pfx_file', 'name', 'platform'],
    ...['prerelease', 'provides[0]', 'recommends[0]', 'release', 'replaces[0]', 'rpm.packager'],
    ...['rpm.requires.post[0]', 'rpm.signature.key_file', 'rpm.signature.key_id'],
    ...['suggests[0]', 'vendor', 'version'],
  ]);
  changed.length = 0;
  collect(
    expandKeys(
      marked(example, '') as object,
      OVERRIDE_KEYS,
      () => 'x',
      () => {},
    ),
    '',
  );
  expect(changed.sort()).toEqual([
    ...['conflicts[0]', 'deb.breaks[0]', 'depends[0]', 'provides[0]', 'recommends[0]'],
    ...['replaces[0]', 'rpm.requires.post[0]', 'suggests[0]'],
  ]);
});

function configExample(): unknown {
  const text = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');
  const { contents, overrides, ...example } = parse(text);
  return example;
}

describe('lists', () => {
  const yaml = 'depends: [$ONE, $NONE, $TWO, ~, "", " plain ", "$UNSET", $ONE-$ONE]\n';
  const { relations, locate } = recipeText(yaml, 'deb', { env });

  test('are trimmed, and lose what is empty', () => {
    expect(relations.depends).toEqual(['first', 'padded', 'plain', 'first-first']);
  });

  test('their items are still found', () => {
    expect(locate('depends[1]')).toMatchObject({ column: 24, key: 'depends[2]' });
    expect(locate('depends[3]').key).toBe('depends[7]');
    expect(locate('depends[0]').key).toBe('depends[0]');
  });

  test('that come out empty override nothing', () => {
    const overrides =
      'depends: [base]\noverrides: {deb: {depends: [$NONE]}, rpm: {depends: [$ONE]}}\n';
    expect(recipeText(overrides, 'deb', { env }).relations.depends).toEqual(['base']);
    expect(recipeText(overrides, 'rpm', { env }).relations.depends).toEqual(['first']);
  });

  test('in overrides are found there', () => {
    const { locate: find } = recipeText('overrides: {deb: {depends: [$NONE, a]}}\n', 'deb', {
      env,
    });
    expect(find('depends[0]').key).toBe('overrides.deb.depends[1]');
  });
});

describe('lists that are not expanded', () => {
  test.each([
    'deb.predepends',
    'deb.triggers.interest',
    'ipk.predepends',
    'ipk.tags',
    'rpm.prefixes',
  ])('%s: items are found, though there are empty ones before them', (key) => {
    const [section = '', ...rest] = key.split('.');
    const format = section as 'deb' | 'ipk' | 'rpm';
    const lines = `${section}: ${rest.reduceRight((inner, name) => `{${name}: ${inner}}`, '["", a, ~, b]')}\n`;
    const { locate } = recipeText(lines, format);
    expect(locate(`${key}[0]`).key).toBe(`${key}[1]`);
    expect(locate(`${key}[1]`).key).toBe(`${key}[3]`);
    const over = recipeText(
      `${lines}overrides: {${format}: {${lines.replace('["", a', '["", "", c').trim()}}}\n`,
      format,
    );
    expect(over.locate(`${key}[0]`).key).toBe(`overrides.${format}.${key}[2]`);
    expect(over.locate(`${key}[1]`).key).toBe(`overrides.${format}.${key}[4]`);
  });

  test('lose what is empty', () => {
    const { deb, rpm } = recipeText('deb: {triggers: {activate: [""], interest: ["", a]}}\n');
    expect(deb.triggers).toEqual([{ directive: 'interest', names: ['a'] }]);
    expect(rpm.prefixes).toEqual([]);
  });
});

describe('contents', () => {
  const item = (expand: boolean) =>
    recipeText(`contents:\n  - {src: "$ONE/*", dst: "/a/$TWO", expand: ${expand}}\n`, 'deb', {
      env,
    }).contents[0];

  test('are expanded where they say so', () => {
    expect(item(true)).toMatchObject({ src: 'first/*', dst: '/a/ padded' });
    expect(item(false)).toMatchObject({ src: '$ONE/*', dst: '/a/$TWO' });
    const { contents } = recipeText('contents: [{src: "a$", dst: /a}, {src: a, dst: /$b}]\n');
    expect(contents).toMatchObject([{ src: 'a$' }, { dst: '/$b' }]);
  });

  test('say what their variables have to do with it, should they not be there', () => {
    expect(item(true)?.missingHint).toBe(
      'src is written $ONE/*; look at what its variables are set to',
    );
    expect(item(false)?.missingHint).toBe('variables in src are replaced only with expand: true');
    const yaml =
      'contents: [{src: "a$", dst: /a}, {src: a, dst: /$b}, {src: a, dst: /c, expand: true}]';
    for (const plain of recipeText(yaml).contents) expect(plain).not.toHaveProperty('missingHint');
  });

  test('cannot lose their destination', () => {
    const yaml = 'contents:\n  - {src: a, dst: $NONE, expand: true}\n';
    expect(messagesOf(() => recipeText(yaml, 'deb', { env }))).toEqual([
      'nfpm.yaml:3:19 contents[0].dst: dst is empty once its variables are expanded',
    ]);
  });
});

test('a name cannot come out empty', () => {
  expect(messagesOf(() => configText('name: $NAME\n', { env }).recipe('deb'))).toEqual([
    'nfpm.yaml:1:7 name: name is empty once its variables are expanded (set the variables it is made of)',
  ]);
});

describe('PACKAGE_ARCH', () => {
  const arch = (given: Record<string, string>, option?: string) => {
    const yaml = 'arch: $PACKAGE_ARCH\nvendor: $PACKAGE_ARCH\n';
    const recipe = recipeText(yaml, 'deb', { env: given, ...(option ? { arch: option } : {}) });
    return [recipe.arch, recipe.vendor];
  };

  test('is amd64 when not set', () => {
    expect(arch({})).toEqual(['amd64', 'amd64']);
    expect(arch({ PACKAGE_ARCH: '' })).toEqual(['amd64', 'amd64']);
  });

  test('comes from the environment, and from the option before that', () => {
    expect(arch({ PACKAGE_ARCH: 'arm64' })).toEqual(['arm64', 'arm64']);
    expect(arch({ PACKAGE_ARCH: 'arm64' }, 'riscv64')).toEqual(['riscv64', 'riscv64']);
  });

  test('the option wins over an arch that is written out', () => {
    expect(recipeText('arch: arm64\n', 'deb', { arch: 's390x' }).arch).toBe('s390x');
  });
});

test('PACKAGE_PLATFORM is linux, what the environment says, or the option', () => {
  const yaml = 'name: foo\nplatform: $PACKAGE_PLATFORM\nvendor: $PACKAGE_PLATFORM\n';
  const platform = (env: Record<string, string>, option?: string) => {
    const recipe = configText(yaml, { env }).recipe('deb', option ? { platform: option } : {});
    return [recipe.platform, recipe.vendor];
  };
  expect(platform({})).toEqual(['linux', 'linux']);
  expect(platform({ PACKAGE_PLATFORM: 'darwin' })).toEqual(['darwin', 'darwin']);
  expect(platform({ PACKAGE_PLATFORM: 'darwin' }, 'freebsd')).toEqual(['freebsd', 'freebsd']);
  const fixed = configText('name: foo\nplatform: linux\n');
  expect(fixed.recipe('deb', { platform: 'darwin' }).platform).toBe('darwin');
});
