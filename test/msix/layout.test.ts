import { createHash } from 'node:crypto';
import { constants, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { msix } from '../../src/msix/index.ts';
import { bytesOf } from '../support/kit.ts';
import { file } from '../support/package.ts';
import { readZip, type ZipEntry } from './read-zip.ts';
import { FILES, msixOf, msixPackage, NAMED } from './support.ts';

const BLOCK = 65_536;

describe('the zip', () => {
  let entries: ZipEntry[] = [];
  beforeAll(async () => {
    entries = readZip(await msixOf());
  });
  const content = (name: string) => entries.find((entry) => entry.name === name)?.content;

  test('holds the files, then what the package says of itself', () => {
    expect(entries.map(({ name }) => name)).toEqual([
      'Assets/logo.png',
      'app/sundial.exe',
      'docs/.hidden',
      'docs/empty',
      'docs/exactly.bin',
      'docs/Gr%C3%B6%C3%9Fe%20%26%20%5Bnotes%5D%20%281%29%2B%21%23%24%25%27%5E%60%7B%7D~%2C%3B%3D%40.txt',
      'docs/data.XML',
      'docs/two.tar.gz',
      'no%20ending',
      'AppxManifest.xml',
      'AppxBlockMap.xml',
      '[Content_Types].xml',
    ]);
  });

  test('holds what went into it', async () => {
    for (const [index, entry] of FILES.entries()) {
      if (entry.type !== 'file') continue;
      expect(entries[index]?.content.equals(await bytesOf([entry.body]))).toBe(true);
    }
  });

  test('deflates what is not packed already', () => {
    const stored = entries.filter(({ method }) => method === 0).map(({ name }) => name);
    expect(stored).toEqual(['Assets/logo.png', 'docs/two.tar.gz']);
  });

  test('has the times of the files, in UTC', () => {
    // 2023-11-14 22:13:20.
    expect(new Set(entries.map(({ date, time }) => `${date} ${time}`))).toEqual(
      new Set([`${(43 << 9) | (11 << 5) | 14} ${(22 << 11) | (13 << 5) | 10}`]),
    );
  });

  test('has a block map that is true of every byte', () => {
    const map = content('AppxBlockMap.xml')?.toString() ?? '';
    const files = [...map.matchAll(/<File (.*?)(?:\/>|>([\s\S]*?)<\/File>)/g)];
    const mapped = entries.filter(({ name }) => !/BlockMap|Content_Types/.test(name));
    expect(files.map(([, head]) => attribute(head, 'Name'))).toEqual(
      mapped.map(({ name }) => decodeURIComponent(name).replaceAll('/', '\\')),
    );
    for (const [index, [, head, body = '']] of files.entries()) {
      const entry = mapped[index];
      if (!entry) throw new Error('a file too many');
      expect(Number(attribute(head, 'Size'))).toBe(entry.size);
      expect(Number(attribute(head, 'LfhSize'))).toBe(entry.headerSize);
      const blocks = [...body.matchAll(/<Block (.*?)\/>/g)].map(([, text]) => text);
      expect(blocks).toHaveLength(Math.ceil(entry.size / BLOCK));
      expect(opened(entry, blocks).equals(entry.content)).toBe(true);
    }
  });

  test('has content types, by ending or by name', () => {
    expect(content('[Content_Types].xml')?.toString()).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="png" ContentType="image/png"/>
        <Default Extension="exe" ContentType="application/x-msdownload"/>
        <Default Extension="bin" ContentType="application/octet-stream"/>
        <Default Extension="txt" ContentType="text/plain"/>
        <Default Extension="xml" ContentType="text/xml"/>
        <Default Extension="gz" ContentType="application/x-gzip-compressed"/>
        <Override PartName="/docs/.hidden" ContentType="application/octet-stream"/>
        <Override PartName="/docs/empty" ContentType="application/octet-stream"/>
        <Override PartName="/no%20ending" ContentType="application/octet-stream"/>
        <Override PartName="/AppxManifest.xml" ContentType="application/vnd.ms-appx.manifest+xml"/>
        <Override PartName="/AppxBlockMap.xml" ContentType="application/vnd.ms-appx.blockmap+xml"/>
      </Types>
      "
    `);
  });
});

/** The content by its blocks, each read for itself and held against its digest. */
function opened({ packed, method, content }: ZipEntry, blocks: readonly (string | undefined)[]) {
  let at = 0;
  const plain = blocks.map((block, index) => {
    const size = attribute(block, 'Size');
    expect(size === undefined).toBe(method === 0);
    const length = Number(size ?? Math.min(BLOCK, content.length - index * BLOCK));
    const bytes = packed.subarray(at, at + length);
    at += length;
    const whole =
      method === 0 ? bytes : inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    expect(createHash('sha256').update(whole).digest('base64')).toBe(attribute(block, 'Hash'));
    return whole;
  });
  // An empty block that says that it is the last.
  expect(packed.subarray(at).toString('hex')).toBe(method === 0 ? '' : '0300');
  return Buffer.concat(plain);
}

function attribute(text: string | undefined, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(text ?? '')?.[1];
  return value?.replaceAll('&amp;', '&');
}

test('the size is known before anything is written, and the bytes are the same each time', async () => {
  const stores = [new Store({ memory: 1, parallelism: 1 }), new Store({ parallelism: 8 })];
  const made = await Promise.all(
    stores.map(async (store) => {
      const segments = await msix.assemble(msixPackage(), FILES, store);
      const bytes = await bytesOf(segments);
      expect(bytes.length).toBe(sizeOf(segments));
      return bytes;
    }),
  );
  await Promise.all(stores.map((store) => store.close()));
  expect(made[0]?.equals(made[1] ?? Buffer.alloc(0))).toBe(true);
});

test('times that zip does not know become those it knows', async () => {
  const times = [0, 4_400_000_000].map((mtime, i) => file(`/${i}`, '', { mtime }));
  const [first, last] = readZip(await msixOf({}, [...times, ...NAMED]));
  expect([first?.date, first?.time]).toEqual([(1 << 5) | 1, 0]);
  expect([last?.date, last?.time]).toEqual([
    (127 << 9) | (12 << 5) | 31,
    (23 << 11) | (59 << 5) | 29,
  ]);
});
