import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  TAR_BLOCK,
  type TarMember,
  tarEnd,
  tarHeader,
  tarMember,
} from '../../src/container/tar.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { readTar } from '../support/read-tar.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const plain: TarMember = {
  name: 'a',
  type: 'file',
  mode: 0o644,
  uname: 'root',
  gname: 'root',
  mtime: 1_700_000_000,
  size: 0,
};

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The extended header in front of a member: its records, each checked for its own length. */
function records(member: TarMember): Map<string, string> {
  const header = tarHeader(member, 'pax');
  const found = new Map<string, string>();
  if (header.length === TAR_BLOCK) return found;
  expect(String.fromCharCode(header[156] ?? 0)).toBe('x');
  const size = Number.parseInt(decoder.decode(header.subarray(124, 135)), 8);
  expect(header.length).toBe(Math.ceil(size / TAR_BLOCK) * TAR_BLOCK + 2 * TAR_BLOCK);
  let rest = header.subarray(TAR_BLOCK, TAR_BLOCK + size);
  while (rest.length > 0) {
    const length = Number(decoder.decode(rest.subarray(0, rest.indexOf(0x20))));
    const record = decoder.decode(rest.subarray(0, length));
    expect(record.endsWith('\n')).toBe(true);
    const [, key = '', value = ''] = /^[0-9]+ ([^=]+)=([\s\S]*)\n$/.exec(record) ?? [];
    found.set(key, value);
    rest = rest.subarray(length);
  }
  return found;
}

describe('pax records', () => {
  test('a member that fits ustar has none', () => {
    expect(records(plain).size).toBe(0);
    expect(records({ ...plain, name: 'n'.repeat(100) }).size).toBe(0);
    expect(records({ ...plain, type: 'symlink', linkname: 't'.repeat(100) }).size).toBe(0);
    expect(records({ ...plain, uname: 'u'.repeat(31), mtime: 0o77777777777 }).size).toBe(0);
  });

  test.each([
    ['path', { name: 'n'.repeat(101) }, 'n'.repeat(101)],
    ['path', { name: 'ü'.repeat(51) }, 'ü'.repeat(51)],
    ['linkpath', { type: 'symlink', linkname: 't'.repeat(101) }, 't'.repeat(101)],
    ['uname', { uname: 'u'.repeat(32) }, 'u'.repeat(32)],
    ['gname', { gname: 'g'.repeat(300) }, 'g'.repeat(300)],
    ['size', { size: 0o100000000000 }, '8589934592'],
    ['mtime', { mtime: -1 }, '-1'],
    ['mtime', { mtime: 0o100000000000 }, '8589934592'],
    ['APK-TOOLS.checksum.SHA1', { pax: { 'APK-TOOLS.checksum.SHA1': 'ab' } }, 'ab'],
  ] as const)('%s holds what its field cannot', (key, change, value) => {
    expect([...records({ ...plain, ...change })]).toEqual([[key, value]]);
  });

  // The length counts its own digits, so that no record is 10, 100 or 1000 long.
  test('lengths around a new digit', () => {
    const lengths = Array.from({ length: 1020 }, (_, size) => {
      const value = 'v'.repeat(size);
      expect(records({ ...plain, pax: { k: value } }).get('k')).toBe(value);
      const header = tarHeader({ ...plain, pax: { k: value } }, 'pax');
      return Number.parseInt(decoder.decode(header.subarray(TAR_BLOCK, TAR_BLOCK + 5)), 10);
    });
    for (const length of [9, 11, 98, 99, 101, 102, 999, 1001]) expect(lengths).toContain(length);
    for (const length of [10, 100, 1000]) expect(lengths).not.toContain(length);
  });
});

const name = fc
  .array(fc.constantFrom('a', 'B', '-', ' ', 'ü', '日', '/', '.x', 'long'.repeat(9)), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => `p${parts.join('')}`);

const member = fc.record({
  name,
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uname: fc.constantFrom('root', 'daemon', 'ü'),
  gname: fc.constantFrom('root', 'wheel'),
  mtime: fc.integer({ min: 0, max: 0o77777777777 }),
  target: fc.option(name, { nil: undefined }),
  body: fc.uint8Array({ maxLength: 1500 }),
  pax: fc.dictionary(fc.constantFrom('k', 'VENDOR.key'), fc.string({ unit: 'grapheme' })),
});

test('tar-stream reads back what is written, and sizes are known before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 6 }), async (members) => {
      const segments = members.flatMap(({ target, body, ...fields }) =>
        target === undefined
          ? tarMember({ ...fields, type: 'file', size: body.length }, 'pax', body)
          : tarMember({ ...fields, type: 'symlink', linkname: target, size: 0 }, 'pax'),
      );
      const bytes = await bytesOf([...segments, tarEnd()]);
      expect(bytes.length).toBe(sizeOf(segments) + 2 * TAR_BLOCK);
      expect(bytes.length % TAR_BLOCK).toBe(0);
      const read = await readTar(bytes);
      expect(read.map((entry) => [entry.name, entry.linkname, entry.mode, entry.mtime])).toEqual(
        members.map(({ target, ...fields }) => [
          fields.name,
          target ?? '',
          fields.mode,
          fields.mtime,
        ]),
      );
      read.forEach((entry, index) => {
        const { target, body, uname, gname, pax } = members[index] ?? {};
        expect(entry.type).toBe(target === undefined ? 'file' : 'symlink');
        expect([entry.owner, entry.group]).toEqual([uname, gname]);
        expect(entry.pax).toMatchObject(pax ?? {});
        expect(entry.content).toEqual(Buffer.from(target === undefined ? (body ?? []) : []));
      });
    }),
    { numRuns: 150 },
  );
});

needs('bsdtar')('bsdtar', () => {
  const folder = scratchFolder();

  test('takes names, owners and times from the records', async () => {
    const long = `${'segment-ü/'.repeat(30)}end`;
    const segments = [
      ...tarMember({ ...plain, name: long, size: 2 }, 'pax', Buffer.from('x\n')),
      ...tarMember({ ...plain, name: 'l', type: 'symlink', linkname: long }, 'pax'),
      ...tarMember({ ...plain, name: 'o', uname: 'u'.repeat(40), gname: 'g'.repeat(32) }, 'pax'),
      ...tarMember({ ...plain, name: 't', mtime: -86_400, mode: 0o4711 }, 'pax'),
      tarEnd(),
    ];
    const path = join(folder, 'a.tar');
    writeFileSync(path, await bytesOf(segments));
    const keys = '!all,type,mode,size,time,uname,gname,link';
    const list = output('bsdtar', ['-cf-', '--format=mtree', `--options=${keys}`, `@${path}`]);
    const text = list.replaceAll('\\303\\274', 'ü').replaceAll(/ \\\n */g, ' ');
    expect(text).toContain(
      `${long} gname=root uname=root time=1700000000.0 mode=644 type=file size=2`,
    );
    expect(text).toContain(`link=${long}`);
    expect(text).toContain(`gname=${'g'.repeat(32)} uname=${'u'.repeat(40)}`);
    expect(text).toMatch(/\.\/t .*time=-86400\.0 mode=4711/);
  });
});
