import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archlinux } from '../../src/archlinux/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { file, packageOf } from '../support/package.ts';
import { readTar, type TarEntry, tarLine } from '../support/read-tar.ts';
import { entries, everything } from './everything.ts';

async function read(pkg: Package, content: readonly Entry<Source>[]): Promise<TarEntry[]> {
  return readTar(gunzipSync(await bytesOf(await archlinux.assemble(pkg, content, memoryKit))));
}

const text = (members: readonly TarEntry[], name: string) =>
  members.find((member) => member.name === name)?.content.toString() ?? '';

const mtreeOf = (members: readonly TarEntry[]) =>
  gunzipSync(members.find(({ name }) => name === '.MTREE')?.content ?? '').toString();

describe('layout', () => {
  test('everything, as text', async () => {
    const members = await read(everything, entries);
    const dump = [
      // The compressed list differs with the compressor; it is shown unpacked below.
      ...members.filter(({ name }) => name !== '.MTREE').map(tarLine),
      '--- .PKGINFO',
      text(members, '.PKGINFO'),
      '--- .INSTALL',
      text(members, '.INSTALL'),
      '--- .MTREE',
      mtreeOf(members),
    ].join('\n');
    await expect(dump).toMatchFileSnapshot('golden/everything.txt');
  });

  test('metadata comes first', async () => {
    const names = (await read(everything, entries)).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['.PKGINFO', '.INSTALL', '.MTREE', 'etc/']);
  });

  test('without scripts there is no .INSTALL', async () => {
    const names = (await read(packageOf('archlinux'), [])).map(({ name }) => name);
    expect(names).toEqual(['.PKGINFO', '.MTREE']);
  });

  test('every file is in .MTREE, with its size and digest, whatever its name', async () => {
    const path = fc.stringMatching(/^[^/\n\0]{1,40}$/u).map((name) => `/opt/${name}`);
    await fc.assert(
      fc.asyncProperty(path, fc.uint8Array({ maxLength: 99 }), async (name, content) => {
        const mtree = mtreeOf(await read(packageOf('archlinux'), [file(name, content)]));
        const line = mtree.split('\n').find((row) => row.startsWith('./opt/')) ?? '';
        const [word = '', ...rest] = line.split(' ');
        expect(unvis(word)).toBe(`.${name}`);
        const digest = (name: string) => createHash(name).update(content).digest('hex');
        expect(rest).toContain(`size=${content.length}`);
        expect(rest).toContain(`md5digest=${digest('md5')}`);
        expect(rest).toContain(`sha256digest=${digest('sha256')}`);
      }),
      { numRuns: 60 },
    );
  });
});

/** mtree(5): \ooo stands for a byte. */
function unvis(word: string): string {
  const bytes = word.replace(/\\([0-7]{3})/g, (_, octal) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
