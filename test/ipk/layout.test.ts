import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ipk } from '../../src/ipk/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { type Source, sizeOf } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { file, packageOf } from '../support/package.ts';
import { readTar, type TarEntry, tarLine } from '../support/read-tar.ts';
import { entries, everything } from './everything.ts';

const unpack = async (bytes: Uint8Array) => readTar(gunzipSync(bytes));

async function read(pkg: Package, content: readonly Entry<Source>[]) {
  const segments = await ipk.assemble(pkg, content, memoryKit);
  const bytes = await bytesOf(segments);
  expect(bytes.length).toBe(sizeOf(segments));
  const outer = await unpack(bytes);
  const inner = (name: string) => unpack(member(outer, `./${name}.tar.gz`));
  return { outer, control: await inner('control'), data: await inner('data') };
}

function member(members: readonly TarEntry[], name: string): Buffer {
  return members.find((item) => item.name === name)?.content ?? Buffer.alloc(0);
}

describe('layout', () => {
  test('everything, as text', async () => {
    const { outer, control, data } = await read(everything, entries);
    const dump = [
      ...outer.map(({ name, mode }) => `${name} ${mode.toString(8)}`),
      '--- control.tar.gz',
      ...control.map(tarLine),
      '--- control',
      member(control, './control').toString(),
      '--- conffiles',
      member(control, './conffiles').toString(),
      '--- data.tar.gz',
      ...data.map(tarLine),
    ].join('\n');
    await expect(dump).toMatchFileSnapshot('golden/everything.txt');
  });

  test('without config files there is no conffiles, and nothing is written empty', async () => {
    const { control } = await read(packageOf('ipk'), []);
    expect(control.map(({ name }) => name)).toEqual(['./control']);
    expect(member(control, './control').toString()).not.toMatch(/: *$/m);
  });

  test.each([
    [1023, undefined],
    [1024, '1'],
    [3000, '2'],
  ])('%i bytes of files are an Installed-Size of %s', async (size, written) => {
    const { control } = await read(packageOf('ipk'), [file('/srv/data', 'x'.repeat(size))]);
    const text = member(control, './control').toString();
    expect(/^Installed-Size: (.*)$/m.exec(text)?.[1]).toBe(written);
  });

  test('relations have the blanks that opkg reads, also several in an item', async () => {
    const { relations, ipk: options } = packageOf('ipk');
    const depends = ['a,b (>= 1),', 'c \t ( >=  2 )', 'd | e (<< 3)'];
    const change = {
      relations: { ...relations, depends },
      ipk: { ...options, predepends: ['f,  g'] },
    };
    expect(ipk.check(packageOf('ipk', change), [])).toEqual([]);
    const { control } = await read(packageOf('ipk', change), []);
    const text = member(control, './control').toString();
    expect(text).toContain('\nDepends: a, b (>= 1), c (>= 2), d | e (<< 3)\n');
    expect(text).toContain('\nPre-Depends: f, g\n');
  });

  test('further lines of a field keep what they begin with', async () => {
    const { ipk: options } = packageOf('ipk');
    const fields = { Notes: 'one\n   two\n\tthree\n\nfour \n .\nfive' };
    const { control } = await read(packageOf('ipk', { ipk: { ...options, fields } }), []);
    expect(member(control, './control').toString()).toContain(
      '\nNotes: one\n   two\n\tthree\n .\n four\n .\n five\n',
    );
  });

  test('a field of the user gives way to the key for it', async () => {
    const { ipk: options } = packageOf('ipk');
    const fields = { SECTION: 'other', 'X-Own': 'kept', Conffiles: '/etc/x', status: 'held' };
    const { control } = await read(packageOf('ipk', { ipk: { ...options, fields } }), []);
    const text = member(control, './control').toString();
    expect(text).toContain('\nX-Own: kept\n');
    expect(text.match(/^section:/gim)).toEqual(['Section:']);
    expect(text).not.toMatch(/^(conffiles|status):/im);
  });
});
