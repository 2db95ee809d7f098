import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { configText, messagesOf, problemsOf, recipeText } from './support.ts';

const cwd = new URL('.', import.meta.url).pathname;
const everyKey = configText(readFileSync(`${cwd}every-key.yaml`, 'utf8'), { cwd });

test('what is blank is as if it were not there', () => {
  const yaml = 'maintainer: " "\ndescription: "  \\n"\npriority: " "\n';
  const { maintainer, description, priority } = recipeText(yaml, 'ipk');
  expect({ maintainer, description, priority }).toEqual({
    maintainer: '',
    description: 'no description given',
    priority: '',
  });
});

test('blanks around the names of triggers are left out', () => {
  const { deb } = recipeText('deb: { triggers: { interest: ["a ", " ", " b"] } }\n', 'deb');
  expect(deb.triggers).toEqual([{ directive: 'interest', names: ['a', 'b'] }]);
});

test('a mode may say that a file is a plain one, as git does', () => {
  const yaml = 'contents: [{src: a, dst: /a, file_info: {mode: 0100755}}]\n';
  expect(recipeText(yaml, 'deb').contents).toMatchObject([{ mode: 0o755 }]);
});

describe('every key arrives', () => {
  const recipe = everyKey.recipe('deb');

  test('in the package', () => {
    expect(recipe).toMatchObject({
      format: 'deb',
      name: 'orchard',
      arch: 'arm64',
      archOverride: 'armel',
      platform: 'linux',
      version: { epoch: '1', version: '1.4.0', prerelease: 'rc1', metadata: 'git', release: '5' },
      section: 'utils',
      priority: 'extra',
      maintainer: 'Apple Tree <apple@orchard.example>',
      description: 'Keeps count of apples\nand of pears.\n',
      vendor: 'Orchard Ltd',
      homepage: 'https://orchard.example',
      license: 'MIT',
      relations: {
        depends: ['git'],
        recommends: ['ladder'],
        suggests: ['basket'],
        conflicts: ['storm'],
        replaces: ['old-orchard'],
        provides: ['fruit'],
      },
      compression: { name: 'xz', level: 1 },
      umask: 0o027,
      globbing: false,
      mtime: 1614834367,
    });
  });

  test('in the contents', () => {
    expect(recipe.contents).toMatchObject([
      {
        type: 'config|noreplace',
        src: 'build/orchard',
        dst: '/usr/bin/orchard',
        owner: 'apple',
        group: 'tree',
        mode: 0o4755,
        mtime: 1199286245,
        lang: 'de',
        disownSubtree: [],
      },
      { type: 'tree', src: 'share', owner: '', group: '', disownSubtree: ['/usr/share'] },
    ]);
    expect(recipe.contents[1]).not.toHaveProperty('mode');
    expect(recipe.contents[1]).not.toHaveProperty('mtime');
  });

  test('in the options of each format', () => {
    expect(recipe.deb).toEqual({
      archVariant: 'amd64v3',
      breaks: ['worm'],
      predepends: ['soil'],
      fields: { Bugs: 'https://orchard.example/bugs' },
      triggers: [
        { directive: 'interest', names: ['a'] },
        { directive: 'interest-await', names: ['b'] },
        { directive: 'interest-noawait', names: ['c'] },
        { directive: 'activate', names: ['d'] },
        { directive: 'activate-await', names: ['e'] },
        { directive: 'activate-noawait', names: ['f', 'g'] },
      ],
    });
    expect(recipe.rpm).toMatchObject({
      buildHost: 'builder',
      group: 'Fruit',
      summary: 'Apples',
      packager: 'Picker <pick@orchard.example>',
      prefixes: ['/opt'],
      requires: { pre: [], post: ['systemd'], postun: [] },
    });
    expect(recipe.archlinux).toEqual({
      pkgbase: 'orchard-base',
      packager: 'Arch Picker <pick@orchard.example>',
      optdepends: [],
    });
    expect(recipe.ipk).toEqual({
      abiVersion: '2023',
      autoInstalled: true,
      essential: true,
      predepends: ['libc'],
      tags: ['fruit'],
      fields: { Source: 'feeds/orchard' },
      alternatives: [{ linkName: '/usr/bin/fruit', target: '/usr/bin/orchard', priority: 50 }],
    });
    expect(recipe).not.toHaveProperty('msix');
    expect(everyKey.recipe('msix').msix).toEqual({
      publisher: 'CN=Orchard',
      resourceId: 'en',
      displayName: 'Orchard',
      publisherDisplayName: 'Orchard Ltd',
      logo: 'Assets/logo.png',
      applications: [
        {
          id: 'App',
          executable: 'app/orchard.exe',
          entryPoint: 'Windows.FullTrustApplication',
          displayName: 'Orchard App',
          description: 'Apples',
          backgroundColor: 'green',
          square150x150Logo: 'Assets/150.png',
          square44x44Logo: 'Assets/44.png',
        },
      ],
      targetDeviceFamilies: [
        { name: 'Windows.Desktop', minVersion: '10.0.17763.0', maxVersionTested: '10.0.22621.0' },
      ],
      capabilities: ['internetClient'],
      deviceCapabilities: ['microphone'],
      restrictedCapabilities: ['runFullTrust'],
    });
  });
});

const SCRIPTS = ['preinstall', 'postinstall', 'preremove', 'postremove'];

describe.each([
  ['apk', 'armhf', [...SCRIPTS, 'apk-preupgrade', 'apk-postupgrade'], 'apk.rsa', 0],
  ['archlinux', 'armv7h', [...SCRIPTS, 'arch-preupgrade', 'arch-postupgrade'], undefined, 0],
  ['deb', 'armel', [...SCRIPTS, 'rules', 'templates', 'config'], 'deb.gpg', 2],
  ['ipk', 'mipsel_24kc', SCRIPTS, undefined, 0],
  ['msix', 'x64', [], 'orchard.pfx', 0],
  ['rpm', 'armv8hl', [...SCRIPTS, 'pretrans', 'posttrans', 'verify'], 'rpm.gpg', 2],
  ['srpm', 'armv8hl', [...SCRIPTS, 'pretrans', 'posttrans', 'verify'], 'rpm.gpg', 2],
  ['tarball', '', [], undefined, 0],
] as const)('%s', (format, archOverride, scripts, keyFile, releases) => {
  const recipe = everyKey.recipe(format);

  test('has its own arch, scripts, signature and changelog', () => {
    expect(recipe.archOverride).toBe(archOverride);
    const sources = Object.values(recipe.scripts).map(({ src }) => src);
    expect(sources.sort()).toEqual(scripts.map((name) => `s/${name}`).sort());
    expect(recipe.signature?.keyFile).toBe(keyFile);
    expect(recipe.changelog).toHaveLength(releases);
  });
});

describe('signatures', () => {
  test('have all that was given', () => {
    expect(everyKey.recipe('deb').signature).toEqual({
      keyFile: 'deb.gpg',
      keyId: 'bc8acdd415bd80b4',
      keyName: '',
      hash: '',
      method: 'debsign',
      type: 'maint',
      signer: 'Picker <pick@orchard.example>',
    });
    expect(everyKey.recipe('apk').signature).toMatchObject({ keyName: 'origin', keyId: 'ignored' });
  });

  test('have no key when it comes out empty', () => {
    const yaml = 'deb: {signature: {key_file: $KEY, type: maint}}\n';
    expect(recipeText('')).not.toHaveProperty('signature');
    expect(recipeText(yaml).signature).toMatchObject({ keyFile: '', type: 'maint' });
    expect(recipeText(yaml, 'deb', { env: { KEY: 'k' } }).signature?.keyFile).toBe('k');
  });
});

describe('defaults', () => {
  test.each(FORMAT_NAMES)('of %s', (format) => {
    expect(recipeText('', format)).toMatchObject({
      arch: 'amd64',
      platform: 'linux',
      version: { epoch: '', version: '0.0.0', prerelease: 'rc0', metadata: '', release: '' },
      description: 'no description given',
      maintainer: '',
      priority: '',
      scripts: {},
      contents: [],
      umask: 0o002,
      globbing: true,
      mtime: undefined,
    });
  });

  test.each([
    ['mipssoftfloat', 'mips'],
    ['mips64lehardfloat', 'mips64le'],
    ['armhardfloat', 'armhardfloat'],
  ])('%s is for packages %s', (given, arch) => {
    expect(recipeText(`arch: ${given}\n`).arch).toBe(arch);
  });
});

describe('time', () => {
  const mtime = (yaml: string, epoch: string) =>
    recipeText(yaml, 'deb', { env: { SOURCE_DATE_EPOCH: epoch } }).mtime;

  test('comes from the key, else from SOURCE_DATE_EPOCH', () => {
    expect(mtime('mtime: "2021-03-04T05:06:07.9+05:30"\n', '5')).toBe(1614814567);
    expect(mtime('', '1700000000')).toBe(1700000000);
    expect(mtime('', '0')).toBe(0);
    expect(mtime('', '')).toBeUndefined();
  });

  test.each(['soon', '-1', '1.5', '1e9', ' 1', '9999999999999'])('%j is no epoch', (epoch) => {
    const [problem] = problemsOf(() => mtime('', epoch));
    expect(problem?.code).toBe('config_value');
    expect(problem?.message).toContain(`SOURCE_DATE_EPOCH must be whole seconds`);
  });

  test('an epoch that is not used may be wrong', () => {
    expect(mtime('mtime: 2021-03-04\n', 'soon')).toBe(1614816000);
  });
});

describe('problems', () => {
  test.each([
    ['epoch: second', 'epoch must be a whole number, not "second" (for example 1)'],
    ['epoch: -1', 'epoch must be a whole number, not "-1"'],
    ['epoch: $E', 'epoch must be a whole number, not "$E" (variables are not expanded in it)'],
  ])('%s', (yaml, message) => {
    expect(messagesOf(() => recipeText(`${yaml}\n`, 'rpm'))[0]).toContain(message);
  });

  test('of one recipe come together', () => {
    const yaml = `epoch: second
changelog: none.yaml
deb: {compression: lz4}
contents: [{dst: /a}, {src: a, dst: $NONE, expand: true}]
`;
    const problems = problemsOf(() =>
      recipeText(yaml, 'deb', { env: { SOURCE_DATE_EPOCH: 'soon' } }),
    );
    expect(problems.map(({ place }) => place?.key)).toEqual([
      ...['epoch', 'changelog', 'deb.compression', 'contents[0].src', 'contents[1].dst', undefined],
    ]);
  });

  test('of another format are not told', () => {
    const yaml =
      'changelog: none.yaml\ndeb: {compression: lz4}\ncontents: [{dst: /a, packager: deb}]\n';
    expect(messagesOf(() => recipeText(yaml, 'apk'))).toEqual([]);
  });
});
