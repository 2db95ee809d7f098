import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { Store, type StoreOptions } from '../../src/ingest/store.ts';
import type { Segment, Source } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { noise, prose } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';
import { planted, THEN } from './files.ts';

/** Done once some bytes of a file have been read. */
const meddling = vi.hoisted((): { now: () => void } => ({ now: () => {} }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const readSync = (...of: Parameters<typeof fs.readSync>) => {
    const count = fs.readSync(...of);
    meddling.now();
    return count;
  };
  return { ...fs, readSync };
});

const folder = scratchFolder();
const GZIP = { name: 'gzip', level: 6 } as const;
const NEEDS = { digests: ['sha1'], codecs: [GZIP] } as const;

const stores: Store[] = [];
afterEach(async () => {
  meddling.now = () => {};
  for (const store of stores.splice(0)) await store.close();
});

function storeOf(options: StoreOptions = {}): Store {
  const store = new Store(options);
  stores.push(store);
  return store;
}

/** A small file, before it is read. */
async function smallFile(name: string, options: StoreOptions = {}) {
  const path = join(folder, name);
  const input = planted(path, prose(3000), `conf/${name}`);
  const store = storeOf(options);
  const told: number[] = [];
  const source = (await store.ingest([input], NEEDS, (count) => told.push(count))).get(input);
  if (!source) throw new TypeError('lost');
  return { path, store, source, told };
}

test('a small file is read when it is first asked for, and no more', async () => {
  const { path, store, source, told } = await smallFile('late');
  expect(told).toEqual([]);
  const archive = await store.encode([prose(10), source], GZIP);
  expect(told).toEqual([3000]);
  writeFileSync(path, 'gone');
  expect(gunzipSync(await bytesOf([archive])).subarray(10)).toEqual(Buffer.from(prose(3000)));
  expect(Buffer.from(source.bytes ?? '')).toEqual(Buffer.from(prose(3000)));
  expect(source.digests.sha1).toHaveLength(40);
  expect(told).toEqual([3000]);
});

test.each<[string, RegExp, (path: string) => void]>([
  ['shrinks', /had 3000 bytes and has 10/, (path) => truncateSync(path, 10)],
  ['grows', /had 3000 bytes and has 30\d+/, (path) => appendFileSync(path, 'more')],
  ['is-touched', /it was written to/, (path) => utimesSync(path, 1, 1)],
])('a small file that %s while it is read is named', async (name, says, meddle) => {
  const { path, source } = await smallFile(name);
  meddling.now = () => meddle(path);
  for (const ask of [() => source.bytes, () => source.digests]) {
    expect(ask).toThrow(says);
    expect(ask).toThrow(expect.objectContaining({ code: 'input_changed' }));
  }
});

test('one that there is no room for is read again, and noticed if its bytes are others', async () => {
  const { path, source, told } = await smallFile('again', { memory: 0 });
  const { sha1 } = source.digests;
  expect(Buffer.from(source.bytes ?? '')).toEqual(readFileSync(path));
  expect(source.digests.sha1).toBe(sha1);
  expect(told).toEqual([3000]);
  const other = Buffer.from(prose(3000));
  other[7] = (other[7] ?? 0) ^ 1;
  writeFileSync(path, other);
  utimesSync(path, THEN, THEN);
  expect(() => source.bytes).toThrow(/conf\/again changed .* not those it had at first/);
});

test('files of every size below the limit keep their bytes, side by side', async () => {
  const sizes = [0, 1, 60_000, 65_535, 300, 65_535, 65_535, 65_535, 65_535, 65_535, 65_535, 65_535];
  const inputs = sizes.map((size, index) => planted(join(folder, `of-${index}`), prose(size)));
  const sources = await storeOf().ingest(inputs, NEEDS);
  const read = inputs.map((input) => sources.get(input)?.bytes);
  expect(read.map((bytes) => bytes?.length)).toEqual(sizes);
  for (const bytes of read) {
    expect(Buffer.compare(bytes ?? prose(1), prose(bytes?.length ?? 0))).toBe(0);
  }
});

test('a layout is asked for as it is compressed', async () => {
  let made = 0;
  function* layout(): Generator<Segment> {
    for (made = 0; made < 100; made += 1) yield noise(100_000, `${made}`);
  }
  const archive = storeOf({ parallelism: 1 }).encode(layout(), GZIP);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(50);
  const bytes = gunzipSync(await bytesOf([await archive]));
  expect(bytes.length).toBe(10_000_000);
  expect(bytes.subarray(4_200_000, 4_300_000).equals(noise(100_000, '42'))).toBe(true);
});

test('a digest is that of the bytes, whatever pieces they are in', async () => {
  const lengths = [0, 1, 9_999, 16_384, 16_385, 3, 65_536, 40_000, 65_537, 7, 200_000, 1, 16_000];
  const pieces = Array.from({ length: 40 }, (_, n) => noise(lengths[n % 13] ?? 0, `${n}`));
  const digest = await storeOf().digest('sha256', pieces);
  expect(Buffer.from(digest)).toEqual(createHash('sha256').update(Buffer.concat(pieces)).digest());
});

test('a long digest lets others do something meanwhile', async () => {
  let ended = false;
  let others = 0;
  const count = () => {
    others += 1;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  const sources: Source[] = [];
  for (let index = 0; index < 50; index += 1) {
    sources.push((await smallFile(`digested-${index}`)).source);
  }
  others = 0;
  const segments = sources.flatMap((source) => [source, noise(100_000)]);
  await storeOf().digest('sha256', segments);
  ended = true;
  expect(others).toBeGreaterThan(5);
});

test('whatever is still being made when the store is closed ends', async () => {
  const { store, source } = await smallFile('closed');
  const digesting = store.digest('md5', [noise(600_000), source, noise(600_000), source]);
  await store.close();
  await expect(digesting).rejects.toThrow('closed');
  await expect(store.encode([source], { name: 'none' })).rejects.toThrow('closed');
});
