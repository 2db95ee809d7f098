import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { FileEntry } from '../../src/model/entry.ts';
import type { Kit } from '../../src/model/format.ts';
import { type Segment, type Source, type Stored, sizeOf } from '../../src/model/segment.ts';
import { fileList } from '../../src/rpm/files.ts';
import { rpm } from '../../src/rpm/index.ts';
import { payload } from '../../src/rpm/payload.ts';
import { signatureHeader } from '../../src/rpm/signature.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, symlink } from '../support/package.ts';
import { readHeader, readRpm, valuesOf } from './reader.ts';
import { rpmOf } from './support.ts';

const GIB = 2 ** 30;

describe('the file list', () => {
  test('is sorted by bytes, without the slash of folders', async () => {
    const { header } = readRpm(
      await rpmOf({}, [
        file('/srv/sg-more', 'x'),
        dir('/srv/sg'),
        file('/srv/sg/inner', 'x'),
        file('/srv/\u{1f600}', 'x'),
        file('/srv/\uff21', 'x'),
        file('/srv/Z', 'x'),
        dir('/srv', { implicit: true }),
      ]),
    );
    const names = ['Z', 'sg', 'sg-more', 'inner', '\uff21', '\u{1f600}'];
    expect(valuesOf(header, 1117)).toEqual(names);
    expect(valuesOf(header, 1118)).toEqual(['/srv/', '/srv/sg/']);
    expect(valuesOf(header, 1116)).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('of nothing has no tags, and an empty archive', async () => {
    const { header, payload: compressed } = readRpm(await rpmOf());
    for (const tag of [1028, 1030, 1117, 1118, 5011]) expect(valuesOf(header, tag)).toBeUndefined();
    expect(valuesOf(header, 1009)).toEqual([0]);
    expect(gunzipSync(compressed).length).toBe(124);
  });

  test('needs the digest of each file', () => {
    const entry = file('/a', 'a');
    const unread = { ...entry, body: { ...entry.body, digests: {} } };
    expect(() => fileList([unread]).files[0]?.digest()).toThrow(TypeError);
  });
});

describe('digests and sizes', () => {
  test('are those of the parts they name', async () => {
    const bytes = await rpmOf({}, [file('/a', 'hello'), symlink('/b', 'a'), dir('/c')]);
    const { signature, header, headerBytes, payload: compressed } = readRpm(bytes);
    const hash = (algorithm: string, ...parts: Buffer[]) =>
      createHash(algorithm).update(Buffer.concat(parts)).digest('hex');
    const plain = gunzipSync(compressed);
    expect(signature.tags.map(({ tag, type, values }) => [tag, type, ...values])).toEqual([
      [269, 'string', hash('sha1', headerBytes)],
      [273, 'string', hash('sha256', headerBytes)],
      [1000, 'int32', headerBytes.length + compressed.length],
      [1004, 'bin', hash('md5', headerBytes, compressed)],
      [1007, 'int32', plain.length],
    ]);
    expect(valuesOf(header, 5092)).toEqual([hash('sha256', compressed)]);
    expect(valuesOf(header, 5097)).toEqual([hash('sha256', plain)]);
    expect(valuesOf(header, 1009)).toEqual([6]);
  });
});

/** A file that is only as large as it says. */
function hollow(path: string, size: number): FileEntry<Source> {
  const entry = file(path, '');
  return { ...entry, size, body: { ...entry.body, size } };
}

describe('files over 4 GiB', () => {
  test('a file that just fits keeps the plain form', () => {
    const list = fileList([hollow('/big', 4 * GIB - 2)]);
    expect(list.large).toBe(false);
    const [header] = payload(list);
    expect(Buffer.from(header as Uint8Array).toString('latin1', 0, 62)).toMatch(
      /^070701.*fffffffe$/,
    );
  });

  test('all members take the stripped form, numbered as in the list', async () => {
    const list = fileList([
      file('/a', 'hello'),
      { ...file('/b', ''), type: 'ghost' },
      dir('/c'),
      symlink('/d', 'abc'),
      hollow('/e', 4 * GIB - 1),
      file('/f', 'x'),
    ]);
    expect(list.large).toBe(true);
    const parts = payload(list).map((part) => (part instanceof Uint8Array ? part : part.size));
    const text = parts.map((part) =>
      typeof part === 'number' ? part : Buffer.from(part).toString('latin1'),
    );
    const trailer = `070701${'0'.repeat(32)}00000001${'0'.repeat(48)}0000000b00000000TRAILER!!!\0`;
    expect(text).toEqual([
      ...['07070X00000000\0\0', 5, '\0\0\0'],
      '07070X00000002\0\0',
      ...['07070X00000003\0\0', 'abc', '\0'],
      ...['07070X00000004\0\0', 4 * GIB - 1, '\0'],
      ...['07070X00000005\0\0', 1, '\0\0\0'],
      `${trailer}\0\0\0`,
    ]);
  });

  test('sizes have 64 bits throughout', async () => {
    const entries = [hollow('/a', 5 * GIB), file('/b', 'hello')];
    const packed: Stored = { size: 4 * GIB, async *chunks() {} };
    const kit: Kit = {
      ...memoryKit,
      encode: async () => packed,
      digest: async (algorithm) => Buffer.alloc({ md5: 16, sha1: 20, sha256: 32 }[algorithm]),
    };
    const segments: Segment[] = await rpm.assemble(packageOf('rpm'), entries, kit);
    const { signature, header, headerBytes } = readRpm(await bytesOf(segments));
    const value = (tag: number) => valuesOf(header, tag);
    expect([value(1028), value(1009)]).toEqual([undefined, undefined]);
    expect([value(5008), value(5009)]).toEqual([[5 * GIB, 5], [5 * GIB + 5]]);
    expect(value(1049)).toContain('rpmlib(LargeFiles)');
    expect(signature.tags.map(({ tag }) => tag)).toEqual([269, 270, 271, 273, 1004]);
    expect(valuesOf(signature, 270)).toEqual([headerBytes.length + 4 * GIB]);
    expect(valuesOf(signature, 271)).toEqual([sizeOf(payload(fileList(entries)))]);
    expect(sizeOf(segments)).toBe(4 * GIB + (await bytesOf(segments)).length);
  });

  test('many small files may be as large together', async () => {
    const list = fileList([hollow('/a', 3 * GIB), hollow('/b', 3 * GIB)]);
    expect(list).toMatchObject({ large: false, installedSize: 6 * GIB });
  });

  test.each([
    [0xffff_fffe, 0xffff_fffe, [1000, 1007]],
    [0xffff_ffff, 1, [270, 271]],
    [1, 0xffff_ffff, [270, 271]],
  ])('signature sizes %i and %i', (size, payloadSize, tags) => {
    const facts = { size, payloadSize, sha1: '', sha256: '', md5: new Uint8Array(16) };
    const bytes = Buffer.from(signatureHeader(facts));
    expect(bytes.length % 8).toBe(0);
    const header = readHeader(bytes);
    expect(tags.map((tag) => valuesOf(header, tag))).toEqual([[size], [payloadSize]]);
    expect(header.tags).toHaveLength(5);
  });
});
