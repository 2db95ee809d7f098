import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { type Source, sizeOf } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { file, packageOf, script, symlink } from '../support/package.ts';
import { readTar } from '../support/read-tar.ts';
import { entries, everything } from './everything.ts';
import { dump, isEnded, pkginfoOf, readApk } from './read-apk.ts';

async function read(pkg: Package, content: readonly Entry<Source>[] = []) {
  return readApk(await bytesOf(await apk.assemble(pkg, content, memoryKit)));
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

describe('layout', () => {
  test('everything, as text', async () => {
    await expect(dump(await read(everything, entries))).toMatchFileSnapshot(
      'golden/everything.txt',
    );
  });

  test('the members together are one tar archive', async () => {
    const segments = await apk.assemble(everything, entries, memoryKit);
    const bytes = await bytesOf(segments);
    expect(bytes.length).toBe(sizeOf(segments));
    const names = (await readTar(gunzipSync(bytes))).map(({ name }) => name);
    expect(names.slice(0, 9)).toEqual([
      '.PKGINFO',
      '.post-deinstall',
      '.post-install',
      '.post-upgrade',
      '.pre-deinstall',
      '.pre-install',
      '.pre-upgrade',
      'etc/',
      'etc/sundial/',
    ]);
  });

  test('a package of nothing has both sections', async () => {
    const [control, data, ...more] = await read(packageOf('apk'));
    expect(more).toEqual([]);
    expect(control?.entries.map(({ name }) => name)).toEqual(['.PKGINFO']);
    expect(data?.tar).toEqual(Buffer.alloc(1024));
  });

  test('datahash is of the data section as it is in the file', async () => {
    const sections = await read(everything, entries);
    const hash = createHash('sha256')
      .update(sections[1]?.bytes ?? '')
      .digest('hex');
    expect(pkginfoOf(sections)).toContain(`datahash = ${hash}`);
  });

  test('checksums of files, links and scripts', async () => {
    const content = [file('/f', 'text'), symlink('/l', 'f')];
    const scripts = { postinstall: script('#!/bin/sh\n') };
    const sections = await read(packageOf('apk', { scripts }), content);
    const sums = sections.flatMap((section) =>
      section.entries.map(({ name, pax }) => [name, pax['APK-TOOLS.checksum.SHA1']]),
    );
    expect(sums).toEqual([
      ['.PKGINFO', undefined],
      ['.post-install', sha1('#!/bin/sh\n')],
      ['f', sha1('text')],
      ['l', sha1('f')],
    ]);
  });

  test('empty scripts are left out, as apk could not run them', async () => {
    const scripts = { postinstall: script(''), preremove: script('#!/bin/sh\n') };
    const pkg = packageOf('apk', { scripts });
    expect(apk.check(pkg, [])).toEqual([]);
    const [control] = await read(pkg, []);
    expect(control?.entries.map(({ name }) => name)).toEqual(['.PKGINFO', '.pre-deinstall']);
  });

  test('ghosts are left out', async () => {
    const [, data] = await read(packageOf('apk'), [{ ...file('/ghost', ''), type: 'ghost' }]);
    expect(data?.entries).toEqual([]);
  });
});

const names = fc.uniqueArray(fc.stringMatching(/^[a-zü日][a-zü日 .]{0,130}$/), { maxLength: 8 });

test('what is written is read back', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.uint8Array({ maxLength: 2000 }), async (paths, body) => {
      const content = paths.map((name, index) =>
        index % 3 === 2 ? symlink(`/${name}`, `to ${name}`) : file(`/${name}`, body),
      );
      const segments = await apk.assemble(packageOf('apk'), content, memoryKit);
      const bytes = await bytesOf(segments);
      expect(bytes.length).toBe(sizeOf(segments));
      const [control, data] = await readApk(bytes);
      expect(isEnded(control?.tar ?? Buffer.alloc(1024))).toBe(false);
      expect(isEnded(data?.tar ?? Buffer.of(1))).toBe(true);
      expect(data?.entries.map(({ name }) => name)).toEqual(paths);
      for (const { type, linkname, name, content: read, pax } of data?.entries ?? []) {
        expect(linkname).toBe(type === 'symlink' ? `to ${name}` : '');
        expect(read).toEqual(Buffer.from(type === 'symlink' ? [] : body));
        const summed = type === 'symlink' ? linkname : read;
        const sum = createHash('sha1').update(summed).digest('hex');
        expect(pax['APK-TOOLS.checksum.SHA1']).toBe(sum);
      }
    }),
    { numRuns: 60 },
  );
});
