import { createHash } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { build } from '../../src/build.ts';
import { formatNames } from '../../src/formats.ts';
import { Store, type StoreOptions } from '../../src/ingest/store.ts';
import type { Input } from '../../src/model/entry.ts';
import type { FormatName } from '../../src/model/package.ts';
import { composite } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { machineCode, noise, prose } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';
import { inputAt, planted } from './files.ts';

/** Paths in the order they were opened. */
const opened = vi.hoisted((): string[] => []);
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const openSync: typeof fs.openSync = (path, ...rest) => {
    opened.push(String(path));
    return fs.openSync(path, ...rest);
  };
  return { ...fs, openSync };
});
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const open: typeof fs.open = (path, ...rest) => {
    opened.push(String(path));
    return fs.open(path, ...rest);
  };
  return { ...fs, open };
});

const folder = scratchFolder();
const GZIP = { name: 'gzip', level: 6 } as const;
const NEEDS = { digests: ['md5', 'sha256'], codecs: [GZIP] } as const;
const NEEDS_AGAIN = { ...NEEDS, again: true };
const LARGE = machineCode(3_000_000);

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

function storeOf(options: StoreOptions = {}): Store {
  const store = new Store(options);
  stores.push(store);
  return store;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test.each([0, 65_535, 65_536, 3_000_000])('a file of %i bytes is read once', async (length) => {
  const bytes = LARGE.subarray(0, length);
  const first = join(folder, `first-${length}`);
  const input = planted(first, bytes, 'bin/app');
  linkSync(first, join(folder, `hard-${length}`));
  symlinkSync(first, join(folder, `soft-${length}`));
  const again = [inputAt(join(folder, `hard-${length}`)), inputAt(join(folder, `soft-${length}`))];
  opened.length = 0;
  const store = storeOf();
  const told: number[] = [];
  const inputs = [input, ...again, inputAt(first)];
  const sources = await store.ingest(inputs, NEEDS_AGAIN, (count) => told.push(count));
  const source = sources.get(input);
  if (!source) throw new TypeError('lost');
  expect(new Set(sources.values())).toEqual(new Set([source]));
  expect(source).toMatchObject({ name: 'bin/app', size: length });
  expect(source.digests).toEqual({
    md5: createHash('md5').update(bytes).digest('hex'),
    sha256: sha256(bytes),
  });
  // Two archives and the bare bytes, all from the one read.
  for (let archive = 0; archive < 2; archive += 1) {
    const gzip = await bytesOf([await store.encode([prose(512), source], GZIP)]);
    expect(gunzipSync(gzip).subarray(512).equals(bytes)).toBe(true);
  }
  expect((await bytesOf([source])).equals(bytes)).toBe(true);
  expect(opened).toEqual([first]);
  expect(told).toEqual([length]);
});

test('the same bytes in memory are read once as well', async () => {
  const bytes = prose(100_000);
  const inputs = [1, 2].map((n): Input => ({ kind: 'memory', name: `${n}`, bytes }));
  const sources = await storeOf().ingest(inputs, NEEDS);
  expect(new Set(sources.values()).size).toBe(1);
});

test.each([
  ['does not fit in memory', { memory: 0 }, NEEDS_AGAIN],
  ['is said to be compressed only', {}, NEEDS],
])('a file that %s is read again only for its bare bytes', async (_, options, needs) => {
  const path = join(folder, 'beyond');
  const input = planted(path, LARGE);
  opened.length = 0;
  const store = storeOf(options);
  const source = (await store.ingest([input], needs)).get(input);
  if (!source) throw new TypeError('lost');
  const gzip = await bytesOf([await store.encode([source], GZIP)]);
  expect(gunzipSync(gzip).equals(LARGE)).toBe(true);
  expect(opened.filter((name) => name === path)).toHaveLength(1);
  expect((await bytesOf([source])).equals(LARGE)).toBe(true);
  expect(opened.filter((name) => name === path)).toHaveLength(2);
  truncateSync(path, 5);
  await expect(bytesOf([source])).rejects.toMatchObject({ code: 'input_changed' });
});

test('nothing is left in the temporary folder', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.endsWith('.spool'));
  const store = storeOf({ memory: 0 });
  const input = planted(join(folder, 'spooled'), LARGE);
  await store.encode([...(await store.ingest([input], NEEDS)).values()], GZIP);
  const during = readdirSync(tmpdir()).filter((name) => name.endsWith('.spool'));
  expect(during.filter((name) => !before.includes(name))).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'files that are far too much are held nowhere',
  async () => {
    const spooling = async (length: number) => {
      const input = planted(join(folder, `much-${length}`), new Uint8Array(length));
      const store = storeOf({ memory: 1_000_000 });
      await store.encode([...(await store.ingest([input], NEEDS)).values()], GZIP);
      const before = openSpools();
      await store.close();
      return before - openSpools();
    };
    expect(await spooling(4_000_000)).toBe(0);
    expect(await spooling(4_000_001)).toBe(1);
  },
);

function openSpools(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('.spool (deleted)');
    } catch {
      return false;
    }
  }).length;
}

test('a digest of a layout is that of its bytes', async () => {
  const store = storeOf();
  const archive = await store.encode([LARGE], { name: 'none' });
  const digest = await store.digest('sha256', [prose(10), archive]);
  const expected = sha256(Buffer.concat([prose(10), LARGE]));
  expect(Buffer.from(digest).toString('hex')).toBe(expected);
});

test('a file that vanishes while others are compressed fails the run, and only once', async () => {
  const inputs = ['x', 'y', 'z'].map((name) => planted(join(folder, name), noise(2_000_000, name)));
  rmSync(join(folder, 'y'));
  const store = storeOf();
  await expect(store.ingest(inputs, NEEDS)).rejects.toMatchObject({ code: 'input_changed' });
  await store.close();
});

test('an abort ends reading, compressing and digesting with its reason', async () => {
  const inputs = ['p', 'q'].map((name) => planted(join(folder, name), noise(3_000_000, name)));
  const enough = new TypeError('enough');
  for (const moment of ['before', 'during']) {
    const controller = new AbortController();
    const store = storeOf({ signal: controller.signal, parallelism: 1 });
    if (moment === 'before') controller.abort(enough);
    const reading = store.ingest(inputs, NEEDS);
    const encoding = store.encode([noise(5_000_000)], GZIP);
    const digesting = store.digest('sha256', [composite([noise(10)])]);
    if (moment === 'during') controller.abort(enough);
    expect(await Promise.allSettled([reading, encoding, digesting])).toEqual(
      Array(3).fill({ status: 'rejected', reason: enough }),
    );
  }
});

test.each([
  [{ parallelism: 0 }, 'parallelism is 0'],
  [{ parallelism: -1 }, 'parallelism is -1'],
  [{ parallelism: 1.5 }, 'parallelism is 1.5'],
  [{ parallelism: Number.NaN }, 'parallelism is NaN'],
  [{ memory: -1 }, 'memory is -1'],
  [{ memory: Number.NaN }, 'memory is NaN'],
])('%o is refused before anything is done', async (options, message) => {
  const building = build({ ...options, packagers: ['deb'], config: join(folder, 'nowhere') });
  await expect(building).rejects.toMatchObject({ problems: [{ code: 'usage', message }] });
});

describe('a package of small files', () => {
  const home = join(folder, 'small');
  const tree = join(home, 'tree');
  const outputs = (name: string) => join(home, name);

  beforeAll(() => {
    mkdirSync(tree, { recursive: true });
    // More than a chunk of any compressor, some of them on the edge between two.
    for (let n = 0; n < 220; n += 1) planted(join(tree, `file-${n}`), prose(40_000 + n, `${n}`));
    for (const name of ['empty', 'full'])
      planted(join(tree, name), prose(name === 'full' ? 65_535 : 0));
    const contents = [
      `{ src: ${tree}, dst: /opt/small, type: tree }`,
      `{ src: ${tree}/file-7, dst: /opt/another }`,
      `{ src: ${tree}/file-7, dst: /etc/small.conf, type: config }`,
    ];
    writeFileSync(
      join(home, 'nfpm.yaml'),
      [
        'name: small\narch: all\nversion: 1.0.0\nlicense: MIT\ndescription: Many files',
        'maintainer: Sun Dial <sun@dial.example>\nmtime: 2023-11-14T22:13:20Z',
        'deb: { compression: zstd }',
        `contents:\n${contents.map((line) => `  - ${line}\n`).join('')}`,
      ].join('\n'),
    );
  });

  /** Packages by format. */
  async function built(packagers: readonly FormatName[], target: string) {
    mkdirSync(outputs(target));
    const { artifacts } = await build({
      config: join(home, 'nfpm.yaml'),
      packagers,
      target: outputs(target),
    });
    return new Map(artifacts.map(({ format, path }) => [format, readFileSync(path)]));
  }

  test.each<FormatName>(['apk', 'deb', 'ipk', 'tarball'])(
    'as %s reads each of them once',
    async (format) => {
      opened.length = 0;
      await built([format], `${format}-once`);
      const read = opened.filter((path) => path.startsWith(`${tree}/`));
      const again = join(tree, 'file-7');
      const expected = readdirSync(tree).map((name) => join(tree, name));
      // Of three entries that are one file, two stand side by side, and the third far from them.
      expect(read.sort()).toEqual([...expected, again].sort());
    },
  );

  test('is the same alone and with others', async () => {
    const formats = formatNames.filter((name) => name !== 'msix');
    const together = await built(formats, 'together');
    expect(together.size).toBe(formats.length);
    for (const format of formats) {
      const alone = await built([format], `${format}-alone`);
      expect(sha256(alone.get(format) ?? prose(1)), format).toBe(
        sha256(together.get(format) ?? prose(2)),
      );
    }
  });
});
