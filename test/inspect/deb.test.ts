import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { inspect } from '../../src/inspect/inspect.ts';
import { dir } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { ENTRIES, refusal, written } from './sample.ts';

const folder = scratchFolder();

describe('a deb of our own', () => {
  test.each(['memory', 'disk'])('is read back whole from %s', async (place) => {
    const bytes = await written(deb);
    const path = join(folder, 'sundial.deb');
    writeFileSync(path, bytes);
    const read = await inspect(place === 'disk' ? path : bytes);
    expect(read).toMatchObject({
      format: 'deb',
      size: bytes.length,
      compression: 'gzip',
      metadata: {
        name: 'sundial',
        version: '1.2.3',
        arch: 'amd64',
        summary: 'Tells the time by daylight',
        maintainer: 'Sun Dial <sun@dial.example>',
        homepage: 'https://dial.example',
        section: 'utils',
        priority: 'optional',
      },
      relations: { depends: ['clock'], conflicts: ['moondial'], provides: ['dial'], breaks: [] },
      checks: [{ name: 'md5sums', ok: true, compared: 3, faults: [] }],
      notes: [],
    });
    expect(read.scripts.map(({ kind, name, text }) => [kind, name, text])).toEqual([
      ['postremove', 'postrm', '#!/bin/sh\nset -e\necho gone\n'],
      ['preinstall', 'preinst', '#!/bin/sh\nset -e\necho before\n'],
    ]);
    expect(
      read.entries.map(({ path: at, type, mode, mtime }) => ({ at, type, mode, mtime })),
    ).toEqual(
      [dir('/'), ...ENTRIES].map(({ path: at, type, mode, mtime }) => ({ at, type, mode, mtime })),
    );
    const [config, link] = ['/etc/sundial/sundial.conf', '/usr/bin/dial'].map((at) =>
      read.entries.find((entry) => entry.path === at),
    );
    expect(config).toMatchObject({ size: 14, flags: ['config', 'noreplace'], group: 'root' });
    expect(config?.digests.sha256).toHaveLength(64);
    expect(link).toMatchObject({ target: 'sundial', size: 0 });
  });

  test('tells which file is not what md5sums says', async () => {
    const bytes = await written(deb, { compression: { name: 'none' } });
    bytes[bytes.indexOf('date +%H') + 6] = 0x4d;
    const { checks } = await inspect(bytes);
    expect(checks).toMatchObject(
      [{ name: 'md5sums', ok: false, compared: 3, faults: [/^\/usr\/bin\/sundial: /] }].map(
        (check) => ({ ...check, faults: [expect.stringMatching(check.faults[0] as RegExp)] }),
      ),
    );
  });
});

describe('what is no package', () => {
  test('is refused, with its name', async () => {
    const path = join(folder, 'text.deb');
    writeFileSync(path, 'text');
    expect(await refusal(inspect(path))).toEqual({ code: 'package_unsupported', file: path });
    expect(await refusal(inspect(folder))).toEqual({ code: 'package_unreadable', file: folder });
    const nothing = join(folder, 'nothing');
    expect(await refusal(inspect(nothing))).toEqual({ code: 'package_unreadable', file: nothing });
  });

  test('is refused where a limit is passed', async () => {
    const bytes = await written(deb);
    expect(await refusal(inspect(bytes, { limits: { entries: 3 } }))).toMatchObject({
      code: 'package_too_large',
      member: 'data.tar.gz',
      offset: 1536,
    });
  });
});

needs('dpkg-deb')('dpkg-deb', () => {
  test.each(['none', 'gzip', 'xz'])('packages with %s', async (compression) => {
    const root = join(folder, compression);
    output('mkdir', ['-p', join(root, 'DEBIAN'), join(root, 'opt')]);
    writeFileSync(
      join(root, 'DEBIAN/control'),
      'Package: gnomon\nVersion: 1:2-3\nArchitecture: all\nMaintainer: X <x@x.example>\n' +
        'Depends: a (>= 1),\n b | c\nDescription: One\n Two\n .\n Three\n',
    );
    writeFileSync(join(root, 'opt/one'), 'content');
    output('ln', ['-f', join(root, 'opt/one'), join(root, 'opt/two')]);
    const path = join(folder, `${compression}.deb`);
    output('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '-b', root, path]);
    const read = await inspect(path);
    expect(read).toMatchObject({
      compression,
      metadata: { version: '1:2-3', summary: 'One', description: 'One\nTwo\n\nThree' },
      relations: { depends: ['a (>= 1)', 'b | c'] },
    });
    expect(
      read.entries.map(({ path: at, type, target, size }) => [at, type, target, size]),
    ).toEqual([
      ['/', 'dir', '', 0],
      ['/opt', 'dir', '', 0],
      ['/opt/one', 'file', '', 7],
      ['/opt/two', 'hardlink', '/opt/one', 7],
    ]);
  });
});
