// That the limits are those of apk-tools: what lies beyond does not arrive, what lies within does.
import { existsSync, lstatSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import type { Entry, PlannedEntry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { Root } from './root.ts';

const { relations } = packageOf('apk');

interface Case {
  readonly name: string;
  readonly pkg?: Partial<Package>;
  readonly entries?: readonly Entry<Source>[];
  /** Where not both of them mind. */
  readonly only?: 'apk' | 'apk3';
}

const depends = (atom: string): Partial<Package> => ({
  relations: { ...relations, depends: [atom] },
});
const postinstall = (text: string): Partial<Package> => ({
  scripts: { postinstall: script(text) },
});
const lineOf = (size: number): Partial<Package> => ({ description: `d\n${'l'.repeat(size)}\ne` });
/** A homepage that brings the fields of the header to so many bytes. */
const headerOf = (size: number): Partial<Package> => ({
  homepage: 'h'.repeat(size - 'sundial1.2.3x86_640MITt<>'.length),
  maintainer: '<>',
  description: 't',
});

/** A link and its parents, its path so many bytes long. */
function deep(size: number): Entry<Source>[] {
  const path = `/${`${'d'.repeat(200)}/`.repeat(30)}`.slice(0, size - 1);
  const parents = [...path.matchAll(/\//g)].slice(1).map(({ index }) => dir(path.slice(0, index)));
  return [...parents, symlink(`${path}l`, 'target')];
}

const BEYOND: readonly Case[] = [
  { name: 'a script without an interpreter', pkg: postinstall(': > /ran\n') },
  {
    name: 'a script beyond 256 KiB',
    pkg: postinstall(`#!/bin/sh\n: > /ran\n${'#'.repeat(262_200)}`),
    only: 'apk3',
  },
  { name: 'a header of 2048 bytes', pkg: headerOf(2048) },
  { name: 'a long line', pkg: lineOf(131_100), only: 'apk3' },
  { name: 'a version in a relation', pkg: depends('!a=1.0-rc.1') },
  { name: 'a name in a relation', pkg: depends('!a@edge'), only: 'apk3' },
  { name: 'a long relation', pkg: depends(`!${'a'.repeat(256)}`) },
  { name: 'a dot at the root', entries: [file('/.config', '')] },
  { name: 'a control character', entries: [file('/new\nline', '')] },
  {
    name: 'a file to keep a folder',
    entries: [dir('/d'), file('/d/.keep_me', '')],
    only: 'apk',
  },
  { name: 'a time before 1970', entries: [file('/f', '', { mtime: -1 })] },
  { name: 'a path of 4086 bytes', entries: deep(4087) },
  { name: 'a target of 4086 bytes', entries: [symlink('/l', 't'.repeat(4086))] },
];

const WITHIN: readonly Case[] = [
  { name: 'a script of 256 KiB', pkg: postinstall(`#!/bin/sh\n: > /ran\n${'#'.repeat(262_125)}`) },
  { name: 'a header of 1940 bytes', pkg: headerOf(1940) },
  { name: 'a line of 131000 bytes', pkg: lineOf(131_000) },
  { name: 'a relation of 255 bytes', pkg: depends(`!${'a'.repeat(254)}`) },
  { name: 'names with dots', entries: [dir('/d'), file('/d/.keep', ''), file('/d/.config', '')] },
  { name: 'a time of 1970', entries: [file('/f', '', { mtime: 0 })] },
  { name: 'a target of 4085 bytes', entries: [symlink('/l', 't'.repeat(4085))] },
];

const body = { kind: 'memory', name: 'body', bytes: new Uint8Array() } as const;

function problems({ pkg, entries = [] }: Case) {
  const planned = entries.map(
    (entry): PlannedEntry => (entry.type === 'file' ? { ...entry, body } : entry),
  );
  return apk.check(packageOf('apk', pkg), planned);
}

describe('check', () => {
  test.each(BEYOND)('refuses $name', (beyond) => expect(problems(beyond)).toHaveLength(1));
  test.each(WITHIN)('takes $name', (within) => expect(problems(within)).toEqual([]));
});

describe.each(['apk', 'apk3'])('%s', (program) => {
  needs(
    program,
    'busybox',
    'root',
  )('in a root of its own', () => {
    const folder = scratchFolder();

    /** Whether it all arrives, in the database too, and the script runs. */
    async function arrives({ pkg = {}, entries = [] }: Case): Promise<boolean> {
      const root = new Root(program, folder);
      const outcome = await root.add(pkg, entries);
      const there = entries.every(({ path, type, mtime }) => {
        const stat = lstatSync(root.in(path), { throwIfNoEntry: false });
        return stat && (type !== 'file' || stat.mtimeMs === mtime * 1000);
      });
      const ran = pkg.scripts === undefined || existsSync(root.in('ran'));
      const known = root.apk('info').stdout === 'sundial\n';
      return outcome.status === 0 && there && ran && known && root.audit() === '';
    }

    test.each(BEYOND.filter(({ only }) => only === undefined || only === program))(
      'does not take $name',
      async (beyond) => expect(await arrives(beyond)).toBe(false),
    );

    test.each(WITHIN)('takes $name', async (within) => expect(await arrives(within)).toBe(true));
  });
});
