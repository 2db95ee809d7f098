import { ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ZipMember,
  zipDirectory,
  zipHeaderSize,
  zipMember,
  zipMemberSize,
} from '../../src/container/zip.ts';
import { type Segment, sizeOf } from '../../src/model/segment.ts';
import { readCentral, readEnds, readZip } from '../msix/read-zip.ts';
import { bytesOf } from '../support/kit.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const GIB = 1024 ** 3;

function archive(members: readonly { member: ZipMember; data: Segment }[]): Segment[] {
  const segments = members.flatMap(({ member, data }) => zipMember(member, data));
  return [...segments, zipDirectory(members.map(({ member }) => member))];
}

function packed(name: string, content: Uint8Array, deflate: boolean, mtime: number) {
  const data = deflate ? deflateRawSync(content) : content;
  const method = deflate ? ('deflated' as const) : ('stored' as const);
  const sizes = { crc32: crc32(content), size: content.length, packedSize: data.length };
  return { member: { name, method, mtime, ...sizes }, data };
}

/** A member of which nobody looks at the content. */
function hollow(name: string, size: number) {
  const member = { name, method: 'stored' as const, mtime: 0, crc32: 1, size, packedSize: size };
  return { member, data: { size, async *chunks() {} } };
}

test('holds any members', async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z%/.]{1,20}$/), { maxLength: 5 });
  const content = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(
      names,
      content,
      fc.boolean(),
      fc.nat(2 ** 32),
      async (list, bytes, is, time) => {
        const members = list.map((name, i) => packed(name, bytes.subarray(i), is, time));
        const segments = archive(members);
        const zip = await bytesOf(segments);
        expect(zip.length).toBe(sizeOf(segments));
        const read = readZip(zip);
        expect(read.map(({ name }) => name)).toEqual(list);
        for (const [i, entry] of read.entries()) {
          expect(entry.content.equals(bytes.subarray(i))).toBe(true);
          expect(entry.headerSize).toBe(zipHeaderSize(entry.name));
        }
      },
    ),
  );
});

test('a member has the length that was said', () => {
  const { member, data } = packed('a/b', Buffer.from('content'), true, 0);
  expect(sizeOf(zipMember(member, data))).toBe(zipMemberSize(member));
});

describe('beyond four gigabytes', () => {
  const members = [
    hollow('just-short', 4 * GIB - 2),
    hollow('just-long', 4 * GIB - 1),
    hollow('small', 3),
  ];

  test('sizes and offsets have eight bytes where they need them', async () => {
    const directory = Buffer.from(zipDirectory(members.map(({ member }) => member)));
    const list: (readonly [string, number, number])[] = [];
    let at = 0;
    while (list.length < members.length) {
      const { length, name, size, offset } = readCentral(directory, at);
      list.push([name, size, offset]);
      at += length;
    }
    const header = (name: string) => 30 + name.length + 24;
    const second = 4 * GIB - 2 + header('just-short');
    expect(list).toEqual([
      ['just-short', 4 * GIB - 2, 0],
      ['just-long', 4 * GIB - 1, second],
      ['small', 3, second + 4 * GIB - 1 + header('just-long')],
    ]);
    expect(readEnds(directory)).toMatchObject({ count: 3, size: at });
  });

  needs('python3', 'bsdtar')('readers', () => {
    const folder = scratchFolder();

    test('see what is there', () => {
      const path = join(folder, 'large.zip');
      const file = openSync(path, 'w');
      let at = 0;
      for (const segment of archive(members)) {
        // What is not written are holes, which take no room.
        if (segment instanceof Uint8Array) writeSync(file, segment, 0, segment.length, at);
        at += segment instanceof Uint8Array ? segment.length : segment.size;
      }
      ftruncateSync(file, at);
      const script =
        'import sys,zipfile; print([(i.filename,i.file_size) for i in zipfile.ZipFile(sys.argv[1]).infolist()])';
      expect(output('python3', ['-c', script, path])).toBe(
        "[('just-short', 4294967294), ('just-long', 4294967295), ('small', 3)]\n",
      );
      expect(output('bsdtar', ['-tf', path])).toBe('just-short\njust-long\nsmall\n');
    });
  });
});
