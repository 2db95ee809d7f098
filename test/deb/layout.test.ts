import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AR_MAX_MEMBER } from '../../src/container/ar.ts';
import { deb } from '../../src/deb/index.ts';
import { debArchive, debMembers } from '../../src/deb/layout.ts';
import type { Kit } from '../../src/model/format.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { bytesOf, memoryKit, source } from '../support/kit.ts';
import { dir, file, script, symlink } from '../support/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { debPackage, writeDeb } from './make-deb.ts';
import { dump, readDeb } from './read-deb.ts';

const folder = scratchFolder();

const everything = {
  version: {
    epoch: '2',
    version: '1.2.3',
    prerelease: 'rc.1',
    metadata: 'git7',
    release: '4',
  },
  description: 'Tells the time by daylight\n\nAt night it does not.\n  Indented.',
  relations: {
    depends: ['libc6 (>= 2.31)', ' tzdata | tzdata-legacy '],
    recommends: ['gnomon'],
    suggests: ['moondial'],
    conflicts: ['hourglass'],
    replaces: ['shadow-clock (<< 1)'],
    provides: ['clock (= 1)'],
  },
  scripts: {
    preinstall: script('#!/bin/sh\n# preinst\n'),
    postinstall: script('#!/bin/sh\n# postinst\n'),
    preremove: script('#!/bin/sh\n# prerm\n'),
    postremove: script('#!/bin/sh\n# postrm, no newline at its end'),
    rules: script('#!/usr/bin/make -f\n'),
    templates: script('Template: sundial/hour\nType: string\n'),
    config: script('#!/bin/sh\n# config\n'),
  },
  deb: {
    archVariant: 'v3',
    breaks: ['', 'candle-clock (<< 2)'],
    predepends: ['dpkg (>= 1.17.14)'],
    fields: {
      'Vcs-Git': 'https://dial.example/git',
      Bugs: 'https://dial.example/bugs',
      'X-No': '',
    },
    triggers: [
      { directive: 'interest', names: ['/usr/share/sundial'] },
      { directive: 'activate-noawait', names: ['ldconfig', 'sundial-moved'] },
    ],
  },
};

const long = `/opt/${'long/'.repeat(24)}name`;
const entries = [
  dir('/etc/sundial', { implicit: true }),
  file('/etc/sundial/dial.conf', 'latitude = 52\n', { role: 'config|noreplace', mode: 0o640 }),
  { ...dir('/var/log/sundial.log'), type: 'ghost' as const },
  file(long, 'long\n', { mtime: 1_234_567_890 }),
  symlink('/usr/bin/dial', 'sundial', { owner: 'sun', group: 'dial' }),
  symlink('/usr/bin/far', long),
  file('/usr/bin/sundial', new Uint8Array(1025), { mode: 0o4755 }),
  dir('/var/lib/sundial', { mode: 0o1777 }),
];

describe('layout', () => {
  test('a package with everything in it reads back as its golden', async () => {
    const path = await writeDeb(folder, everything, entries);
    expect(path).toMatch(/sundial_1\.2\.3~rc\.1\+git7-4_amd64\.deb$/);
    await expect(dump(await readDeb(path))).toMatchFileSnapshot('golden/everything.txt');
  });

  test('a package without contents reads back as its golden', async () => {
    const path = await writeDeb(folder, { name: 'nothing' }, []);
    await expect(dump(await readDeb(path))).toMatchFileSnapshot('golden/nothing.txt');
  });

  test('its size is known before it is written', async () => {
    const segments = await deb.assemble(debPackage(everything), entries, memoryKit);
    const path = await writeDeb(folder, everything, entries);
    expect(readFileSync(path).length).toBe(sizeOf(segments));
  });

  test.each([
    [{ name: 'none' } as const, 'data.tar'],
    [{ name: 'gzip', level: 9 } as const, 'data.tar.gz'],
    [{ name: 'xz', level: 6 } as const, 'data.tar.xz'],
    [{ name: 'zstd', level: 3 } as const, 'data.tar.zst'],
    [{ name: 'lzma', level: 6 } as const, 'data.tar.lzma'],
  ])('%o makes %s, and control.tar.gz as ever', async (compression, name) => {
    const asked: string[] = [];
    const kit: Kit = {
      ...memoryKit,
      encode: (segments, codec) => {
        asked.push(codec.name);
        return memoryKit.encode(segments, { name: 'none' });
      },
    };
    const members = await debMembers(debPackage({ compression }), entries, kit);
    expect(members.map((member) => member.name)).toEqual(['debian-binary', 'control.tar.gz', name]);
    expect(asked).toEqual([compression.name, 'gzip']);
  });

  test('file bodies are referred to, not copied', async () => {
    const body = source('the body', 'body');
    const seen: unknown[] = [];
    const kit: Kit = {
      ...memoryKit,
      encode: (segments, codec) => {
        const all = [...segments];
        seen.push(...all);
        return memoryKit.encode(all, codec);
      },
    };
    await debMembers(debPackage(), [file('/a', 'body', { body })], kit);
    expect(seen).toContain(body);
  });

  test('a digest that nobody took is taken', async () => {
    const { digests: _, ...body } = source('the body', 'body');
    const members = await debMembers(
      debPackage(),
      [file('/a', '', { size: body.size, body: { ...body, digests: {} } })],
      memoryKit,
    );
    const path = await writeDeb(folder, {}, [file('/a', 'the body')]);
    const control = await bytesOf(members[1]?.body ?? []);
    expect(control).toEqual((await readDeb(path)).members[1]?.bytes);
  });

  test('a signature is one more member', async () => {
    const pkg = debPackage();
    const members = await debMembers(pkg, entries, memoryKit);
    const signature = { name: '_gpgorigin', mtime: pkg.time, body: [new Uint8Array(3)] };
    const bytes = await bytesOf(debArchive(pkg, [...members, signature]));
    expect(bytes.subarray(-64, -48).toString()).toBe('_gpgorigin      ');
  });

  test('a member that ar cannot hold is refused, with its size', async () => {
    const huge = { size: AR_MAX_MEMBER + 1, chunks: () => source('').chunks() };
    const kit: Kit = {
      ...memoryKit,
      encode: async (segments, codec) =>
        codec.name === 'none' ? huge : memoryKit.encode(segments, codec),
    };
    const pkg = debPackage({ compression: { name: 'none' } });
    await expect(deb.assemble(pkg, entries, kit)).rejects.toMatchObject({
      code: 'format_limit',
      message: expect.stringMatching(/data\.tar of sundial would have 10000000000 bytes/),
    });
  });
});
