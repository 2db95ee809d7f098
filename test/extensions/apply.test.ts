import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extensionsFrom } from '../../src/extensions/index.ts';
import { expandFor } from '../../src/extensions/variables.ts';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { packageOf } from '../support/package.ts';
import { recipeOf } from '../support/recipe.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints, extended } from './support.ts';

const folder = scratchFolder();
mkdirSync(join(folder, 'packaging'));
writeFileSync(join(folder, 'packaging/trigger.sh'), '#!/bin/sh\necho triggered\n');

test.each(FORMAT_NAMES)('no extensions change nothing of a %s', async (format) => {
  const recipe = recipeOf([{ src: 'a', dst: '/a' }], {}, format);
  const { locate, modes, ...same } = await extensionsFrom({}).apply(recipe);
  const { locate: before, ...expected } = recipe;
  expect(same).toEqual(expected);
  expect(modes).toEqual({});
  expect(locate('depends')).toEqual(before('depends'));
});

test('excludes keep their order and their places', async () => {
  const { exclude } = await extended({ exclude: ['a', '', '!b'] });
  expect(exclude).toEqual([
    { pattern: 'a', place: { key: 'exclude[0]' } },
    { pattern: '!b', place: { key: 'exclude[2]' } },
  ]);
});

test('modes of a format win over those of all, one by one', async () => {
  const modes = { all: { file: '0600', dir: '0700' }, rpm: { file: 0o640 } };
  expect((await extended({ modes }, 'rpm')).modes).toEqual({ file: 0o640, dir: 0o700 });
  expect((await extended({ modes }, 'deb')).modes).toEqual({ file: 0o600, dir: 0o700 });
});

test('modes of an rpm are those of its source package, whose own win over them', async () => {
  const modes = { all: { file: '0600', dir: '0700' }, rpm: { file: 0o640, executable: '0750' } };
  const rpm = { file: 0o640, executable: 0o750, dir: 0o700 };
  expect((await extended({ modes }, 'srpm')).modes).toEqual(rpm);
  const both = { ...modes, srpm: { executable: '0700' } };
  expect((await extended({ modes: both }, 'srpm')).modes).toEqual({ ...rpm, executable: 0o700 });
  expect((await extended({ modes: both }, 'rpm')).modes).toEqual(rpm);
});

test('documents', async () => {
  expect((await extended({ docs: 'all' })).keepDocs).toBe(true);
  expect((await extended({ docs: 'rpm' })).keepDocs).toBeUndefined();
});

test('optional dependencies', async () => {
  const { archlinux } = await extended({ archlinux: { optdepends: ['a: b', ''] } }, 'archlinux');
  expect(archlinux.optdepends).toEqual(['a: b']);
});

describe('compression beyond that of nfpm.yaml', () => {
  test('is set', async () => {
    const { compression } = await extended({ tarball: { compression: 'gzip:9' } }, 'tarball');
    expect(compression).toEqual({ name: 'gzip', level: 9 });
    const other = await extended({ tarball: { compression: 'gzip:9' } }, 'deb');
    expect(other.compression).toEqual({ name: 'gzip', level: 6 });
  });

  test.each([
    ['deb', 'deb', 'lzma'],
    ['rpm', 'rpm', 'none'],
    ['rpm', 'srpm', 'none'],
  ] as const)('of %s may for %s also be %s', async (section, format, name) => {
    const { compression } = await extended({ [section]: { compression: name } }, format);
    expect(compression).toMatchObject({ name });
  });

  test('is refused where the format has no such', async () => {
    expect(
      await complaints(() => extended({ tarball: { compression: 'brotli' } }, 'tarball')),
    ).toEqual([
      expect.stringMatching(/^tarball\.compression: tarball has no compression "brotli" \(/),
    ]);
  });
});

describe('a tarball', () => {
  const env = { TOOLS: 'tools', PACKAGE_VERSION: 'v9', PACKAGE_ARCH: 'mips' };
  const { version } = packageOf('tarball');
  const change = { arch: 'arm64', version: { ...version, prerelease: 'rc.1', metadata: 'g1' } };

  test('has a layout of its own', async () => {
    const { tarball, contents } = await extended(
      {
        tarball: {
          root: `$PACKAGE_NAME/\${PACKAGE_VERSION}-$PACKAGE_PLATFORM/`,
          include: [
            { src: 'bin/$PACKAGE_ARCH/app' },
            { src: '$TOOLS/*.sh' },
            { src: 'share/', dst: 'usr/share', mode: '0600' },
            { src: 'a', dst: '/top' },
          ],
        },
      },
      'tarball',
      { env, change },
    );
    // The package's own values, whatever the environment has by these names.
    expect(tarball).toEqual({ root: 'sundial/1.2.3-rc.1+g1-linux' });
    expect(contents.map(({ src, dst, mode }) => [src, dst, mode])).toEqual([
      ['bin/arm64/app', '/app', undefined],
      ['tools/*.sh', '/', undefined],
      ['share/', '/usr/share', 0o600],
      ['a', '/top', undefined],
    ]);
    expect(contents[1]?.place).toEqual({ key: 'tarball.include[1]' });
  });

  test('keeps the contents of nfpm.yaml where none are named', async () => {
    const contents = recipeOf([{ src: 'x', dst: '/x' }]).contents;
    const made = await extended({ tarball: { root: '.' } }, 'tarball', { change: { contents } });
    expect(made.contents).toEqual(contents);
    expect(made.tarball).toEqual({ root: '.' });
  });

  test('is no affair of other formats', async () => {
    const made = await extended({ tarball: { root: 'x', include: [] } }, 'deb');
    expect(made.tarball).toBeUndefined();
  });

  test.each(['..', 'a/../b', '/a', 'a//b', '$NONE', './a', 'a/.'])(
    'cannot lie in %j',
    async (root) => {
      const told = await complaints(() => extended({ tarball: { root } }, 'tarball'));
      expect(told).toEqual([expect.stringMatching(/^tarball\.root: root cannot be /)]);
    },
  );

  test('needs a source that is something', async () => {
    const include = [{ src: '$NONE' }];
    expect(await complaints(() => extended({ tarball: { include } }, 'tarball'))).toEqual([
      'tarball.include[0].src: src is empty once its variables are expanded',
    ]);
  });
});

describe('rpm', () => {
  const input = {
    rpm: {
      requires: { pre: ['shadow-utils', ''], posttrans: ['b'] },
      supplements: ['c'],
      enhances: ['d'],
      interpreters: { postinstall: '<lua>', preremove: '' },
      capabilities: { '/usr/bin/a': 'cap_chown=p' },
      triggers: [{ packages: ['openssl'], script: 'packaging/trigger.sh' }],
      file_triggers: [{ paths: ['/opt'], scope: 'transaction', script: { data: 'echo\n' } }],
    },
  } as const;

  test.each(['rpm', 'srpm'] as const)('%s gets all of it', async (format) => {
    const { requires } = packageOf(format).rpm;
    const change = { rpm: { ...packageOf(format).rpm, requires: { ...requires, post: ['kept'] } } };
    const { rpm } = await extended(input, format, { cwd: folder, change });
    expect(rpm.requires).toEqual({
      ...requires,
      pre: ['shadow-utils'],
      post: ['kept'],
      posttrans: ['b'],
    });
    expect(rpm).toMatchObject({
      supplements: ['c'],
      enhances: ['d'],
      interpreters: { postinstall: '<lua>' },
      capabilities: { '/usr/bin/a': 'cap_chown=p' },
    });
    expect(rpm.triggers).toEqual([
      {
        when: 'in',
        on: ['openssl'],
        interpreter: '',
        script: {
          name: 'packaging/trigger.sh',
          bytes: Buffer.from('#!/bin/sh\necho triggered\n'),
          place: { key: 'rpm.triggers[0].script' },
        },
      },
    ]);
    expect(rpm.fileTriggers).toMatchObject([
      { when: 'in', scope: 'transaction', priority: 1_000_000, paths: ['/opt'] },
    ]);
    expect(Buffer.from(rpm.fileTriggers[0]?.script.bytes ?? []).toString()).toBe('echo\n');
  });

  test('other formats do not even read its scripts', async () => {
    const made = await extended(input, 'deb', { cwd: '/nowhere' });
    expect(made.rpm).toEqual(packageOf('deb').rpm);
  });

  test('says where what is wrong stands', async () => {
    const { locate } = await extended(input, 'rpm', { cwd: folder });
    expect(locate('rpm.requires.pre[0]')).toEqual({ key: 'rpm.requires.pre[0]' });
    expect(locate('rpm.requires.post[0]')).toMatchObject({ file: 'nfpm.yaml' });
    expect(locate('rpm.capabilities./usr/bin/a')).toEqual({ key: 'rpm.capabilities./usr/bin/a' });
    expect(locate('rpm.prefixes')).toMatchObject({ file: 'nfpm.yaml' });
  });

  test('finds items of lists that have empty ones before them', async () => {
    const { rpm, locate } = await extended(
      {
        rpm: {
          requires: { pre: ['', 'a'] },
          supplements: ['', 'a'],
          enhances: ['a', '', 'b'],
          triggers: [{ packages: ['', 'a'], script: { data: '#!/bin/sh\n' } }],
          file_triggers: [{ paths: ['', '/a'], script: { data: '#!/bin/sh\n' } }],
        },
      },
      'rpm',
    );
    expect(rpm).toMatchObject({ requires: { pre: ['a'] }, enhances: ['a', 'b'] });
    expect(rpm.triggers[0]?.on).toEqual(['a']);
    for (const [key, is] of [
      ['requires.pre[0]', 'requires.pre[1]'],
      ['supplements[0]', 'supplements[1]'],
      ['enhances[0]', 'enhances[0]'],
      ['enhances[1]', 'enhances[2]'],
      ['triggers[0].packages[0]', 'triggers[0].packages[1]'],
      ['file_triggers[0].paths[0]', 'file_triggers[0].paths[1]'],
    ]) {
      expect(locate(`rpm.${key}`).key).toBe(`rpm.${is}`);
    }
    const arch = await extended({ archlinux: { optdepends: ['', 'a b'] } }, 'archlinux');
    expect(arch.archlinux.optdepends).toEqual(['a b']);
    expect(arch.locate('archlinux.optdepends[0]').key).toBe('archlinux.optdepends[1]');
  });

  test('names every script that is not there', async () => {
    const script = 'gone.sh';
    const triggers = [{ packages: ['a'], script }];
    const file_triggers = [{ paths: ['/a'], script: 'packaging' }];
    expect(
      await complaints(() =>
        extended({ rpm: { triggers, file_triggers } }, 'rpm', { cwd: folder }),
      ),
    ).toEqual([
      'rpm.triggers[0].script: cannot read gone.sh: there is no such file',
      'rpm.file_triggers[0].script: cannot read packaging: it is a folder',
    ]);
  });

  test('a trigger needs something that sets it off', async () => {
    const triggers = [{ packages: [''], script: { data: '' } }];
    expect(await complaints(() => extended({ rpm: { triggers } }, 'rpm'))).toEqual([
      'rpm.triggers[0].packages: there must be at least one',
    ]);
  });
});

test('signers are as the library takes them', () => {
  const { signers } = extensionsFrom(
    {
      signers: {
        deb: { command: ['sign', '--deb'], key_id: '' },
        apk: { key_file: '$KEYS/apk.rsa', key_name: 'origin', hash: 'sha256' },
      },
    },
    { env: { KEYS: '/keys' } },
  );
  const locate = expect.any(Function);
  expect(signers).toEqual({
    deb: { command: ['sign', '--deb'], locate },
    apk: { keyFile: '/keys/apk.rsa', keyName: 'origin', hash: 'sha256', locate },
  });
  expect(signers.apk?.locate('key_file')).toEqual({ key: 'signers.apk.key_file' });
});

test('variables of a package', () => {
  const pkg = packageOf('deb', {
    version: { ...packageOf('deb').version, version: 'v1', release: '' },
  });
  const text = `$PACKAGE_NAME $PACKAGE_VERSION $PACKAGE_RELEASE $PACKAGE_FORMAT \${HOME}\${toString}`;
  expect(expandFor(text, pkg, { HOME: '/root' })).toBe('sundial 1 1 deb /root');
});
