import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { deb } from '../../src/deb/index.ts';
import { diffFolders } from '../../src/inspect/diff/folders.ts';
import { diff } from '../../src/inspect/diff/index.ts';
import { ipk } from '../../src/ipk/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { tarball } from '../../src/tarball/index.ts';
import { file, packageOf, script, symlink } from '../support/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { ENTRIES, withEntry, written } from './sample.ts';

const without = (path: string) => ENTRIES.filter((entry) => entry.path !== path);

/** A package without any relations. */
const { version, relations } = packageOf('deb');

const CONFIG = '/etc/sundial/sundial.conf';
const PROGRAM = '#!/bin/sh\ndate +%H\n';

describe('two packages of one format', () => {
  test.each([deb, rpm, apk, archlinux, ipk, tarball])('$name: the same', async (format) => {
    const bytes = await written(format);
    expect(await diff(bytes, bytes)).toMatchObject({
      same: true,
      metadata: [],
      relations: [],
      scripts: [],
      controlFiles: [],
      entries: [],
      signatures: [],
      notes: [],
    });
  });

  test.each([
    ['mode', file('/usr/bin/sundial', PROGRAM, { mode: 0o755 }), '4755', '0755'],
    [
      'owner',
      file('/usr/bin/sundial', PROGRAM, { mode: 0o4755, group: 'adm' }),
      'root:root',
      'root:adm',
    ],
    ['target', symlink('/usr/bin/dial', 'moondia'), 'sundial', 'moondia'],
    ['flags', file(CONFIG, 'latitude = 52\n'), 'config noreplace', ''],
  ])('another %s', async (what, entry, before, after) => {
    for (const format of [deb, rpm, archlinux]) {
      const found = await diff(await written(format), await written(format, {}, withEntry(entry)));
      expect(found.same).toBe(false);
      expect(found.entries).toMatchObject([
        { path: entry.path, change: 'changed', changes: [{ what, before, after }] },
      ]);
      expect([...found.metadata, ...found.relations, ...found.scripts]).toEqual([]);
    }
  });

  test('another type', async () => {
    const now = await written(deb, {}, withEntry(file('/usr/bin/dial', 'x')));
    const [entry] = (await diff(await written(deb), now)).entries;
    expect(entry?.changes.map(({ what, before, after }) => [what, before, after])).toEqual([
      ['type', 'symlink', 'file'],
      ['mode', '', '0644'],
      ['size', '', '1'],
      ['content', '', expect.stringMatching(/^[0-9a-f]{64}$/)],
      ['target', 'sundial', ''],
    ]);
  });

  test('another text comes with a unified diff, unless it is not wanted', async () => {
    const old = await written(deb);
    const now = await written(
      deb,
      {},
      withEntry(file(CONFIG, 'latitude = 53\n', { role: 'config|noreplace' })),
    );
    const { entries } = await diff(old, now);
    expect(entries).toMatchObject([
      { path: CONFIG, patch: '@@ -1,1 +1,1 @@\n-latitude = 52\n+latitude = 53\n' },
    ]);
    expect(entries[0]?.changes.map(({ what }) => what)).toEqual(['content']);
    const [brief] = (await diff(old, now, { texts: false })).entries;
    expect(brief).not.toHaveProperty('patch');
  });

  test('what is no text, or too different, comes without', async () => {
    const many = (word: string) =>
      Array.from({ length: 3000 }, (_, i) => `${word} ${i}\n`).join('');
    for (const [before, after] of [
      ['a\0b', 'a\0c'],
      [many('one'), many('two')],
    ] as const) {
      const [old, now] = [before, after].map((text) =>
        written(deb, {}, withEntry(file('/usr/share/data', text))),
      );
      const { entries } = await diff(await (old ?? ''), await (now ?? ''));
      expect(entries).toMatchObject([{ path: '/usr/share/data', change: 'changed' }]);
      expect(entries[0]).not.toHaveProperty('patch');
    }
  });

  test('what came, went and moved', async () => {
    const moved = without('/usr/bin/sundial');
    const now = await written(deb, {}, [
      ...moved,
      file('/usr/bin/sundial-2', PROGRAM, { mode: 0o755 }),
      symlink('/usr/bin/sundial-3', 'sundial-2'),
    ]);
    const { entries } = await diff(await written(deb), now);
    expect(
      entries.map(({ path, change, before, changes }) => [
        path,
        change,
        before?.path,
        changes.length,
      ]),
    ).toEqual([
      ['/usr/bin/sundial-2', 'moved', '/usr/bin/sundial', 1],
      ['/usr/bin/sundial-3', 'added', undefined, 0],
    ]);
    const back = (await diff(now, await written(deb))).entries;
    expect(back.map(({ path, change }) => [path, change])).toEqual([
      ['/usr/bin/sundial', 'moved'],
      ['/usr/bin/sundial-3', 'removed'],
    ]);
  });

  test('other metadata, relations and scripts', async () => {
    const now = await written(deb, {
      version: { ...version, version: '1.3.0' },
      scripts: { preinstall: script('#!/bin/sh\nset -e\necho earlier\n') },
      homepage: 'https://new.example',
    });
    const found = await diff(await written(deb), now);
    expect(found.metadata).toEqual([
      { what: 'version', before: '1.2.3', after: '1.3.0' },
      { what: 'homepage', before: 'https://dial.example', after: 'https://new.example' },
    ]);
    expect(found.scripts).toMatchObject([
      { name: 'postrm', change: 'removed' },
      {
        name: 'preinst',
        change: 'changed',
        patch: expect.stringContaining('-echo before\n+echo earlier\n'),
      },
    ]);
    const related = await diff(await written(rpm), await written(rpm, { relations }));
    expect(related.relations).toContainEqual({
      what: 'conflicts',
      removed: ['moondial'],
      added: [],
    });
  });

  test('times count where they are asked for', async () => {
    const [old, now] = [
      await written(tarball),
      await written(tarball, {}, withEntry(symlink('/usr/bin/dial', 'sundial', { mtime: 5 }))),
    ];
    expect(await diff(old, now)).toMatchObject({ same: true });
    const { entries } = await diff(old, now, { times: true });
    expect(entries.map(({ changes }) => changes.map(({ what }) => what))).toEqual([['mtime']]);
  });
});

test('what is different one way is so the other way round', async () => {
  const path = fc.constantFrom('/a', '/b', '/c', '/usr/bin/sundial');
  const entry = fc.oneof(
    fc
      .tuple(path, fc.constantFrom('', 'x\n', 'y\n'), fc.constantFrom(0o644, 0o755))
      .map(([at, text, mode]) => file(at, text, { mode })),
    fc.tuple(path, fc.constantFrom('x', 'y')).map(([at, target]) => symlink(at, target)),
  );
  const entries = fc.uniqueArray(entry, { selector: ({ path: at }) => at });
  await fc.assert(
    fc.asyncProperty(entries, entries, async (one, other) => {
      const [a, b] = [
        await written(deb, {}, withEntry(...one)),
        await written(deb, {}, withEntry(...other)),
      ];
      const [there, back] = [await diff(a, b), await diff(b, a)];
      const flip = {
        added: 'removed',
        removed: 'added',
        changed: 'changed',
        moved: 'moved',
      } as const;
      const paths = (found: typeof there, isFlipped: boolean) =>
        found.entries
          .flatMap(({ path: at, change, before }) =>
            change === 'moved'
              ? [at, before?.path ?? ''].map((each) => `${each} moved`)
              : [`${at} ${isFlipped ? flip[change] : change}`],
          )
          .sort();
      expect(paths(there, false)).toEqual(paths(back, true));
      expect(there.same).toBe(a.equals(b));
    }),
    { numRuns: 50 },
  );
});

test('folders are paired by format, name and architecture', async () => {
  const folder = scratchFolder();
  for (const [name, bytes] of Object.entries({
    'old/sundial_1.deb': await written(deb),
    'old/sundial.rpm': await written(rpm),
    'old/notes.txt': 'none',
    'new/sundial_2.deb': await written(deb, {}, without('/usr/bin/dial')),
    'new/sundial.apk': await written(apk),
  })) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const found = await diffFolders(join(folder, 'old'), join(folder, 'new'));
  expect(found).toMatchObject({
    same: false,
    packages: [
      { before: { format: 'deb' }, entries: [{ path: '/usr/bin/dial', change: 'removed' }] },
    ],
    removed: [{ format: 'rpm' }],
    added: [{ format: 'apk' }],
  });
  expect((await diffFolders(join(folder, 'old'), join(folder, 'old'))).same).toBe(true);
});
