import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import type { Input } from '../../src/model/entry.ts';
import type { Segment, Source } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { machineCode, noise, prose } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';
import { planted } from './files.ts';

/** Bytes that were read, by path. */
const read = vi.hoisted(() => new Map<string, number>());
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const open: typeof fs.open = async (path, ...rest) => {
    const file = await fs.open(path, ...rest);
    const reading = file.read.bind(file);
    file.read = (async (...args: Parameters<typeof reading>) => {
      const result = await reading(...args);
      read.set(String(path), (read.get(String(path)) ?? 0) + result.bytesRead);
      return result;
    }) as typeof file.read;
    return file;
  };
  return { ...fs, open };
});

const folder = scratchFolder();
const GZIP = { name: 'gzip', level: 6 } as const;
const FILES = {
  a: machineCode(3_000_000),
  b: noise(1_500_000),
  c: prose(2_000_000),
  small: prose(300),
};
type Name = keyof typeof FILES;

const inputs = Object.fromEntries(
  Object.entries(FILES).map(([name, bytes]) => [name, planted(join(folder, name), bytes, name)]),
) as Record<Name, Input>;

/** Ingests some files, in this order, and digests a layout of them. */
async function digested(order: readonly Name[], layout: readonly Name[]) {
  const store = new Store();
  read.clear();
  const segmentsOf = (sources: ReadonlyMap<Input, Source>): Segment[] => [
    ...layout.flatMap((name) => [Buffer.from(`<${name}>`), sources.get(inputs[name]) as Source]),
    Buffer.from('end'),
  ];
  const needs = { digests: ['sha256'], codecs: [GZIP] } as const;
  const files = order.map((name) => inputs[name]);
  const sources = await store.ingest(
    files,
    needs,
    () => {},
    (found) => [segmentsOf(found)],
  );
  // Made anew, as a format does.
  const segments = segmentsOf(sources);
  const digest = Buffer.from(await store.digest('sha256', segments)).toString('hex');
  const again = Buffer.from(await store.digest('sha256', segments)).toString('hex');
  const expected = createHash('sha256')
    .update(await bytesOf(segments))
    .digest('hex');
  await store.close();
  return { digest, again, expected };
}

test.each<[string, Name[], Name[]]>([
  ['in the order of the layout', ['a', 'small', 'b', 'c'], ['a', 'small', 'b', 'c']],
  ['in another order', ['c', 'b', 'a'], ['a', 'b', 'c']],
  ['partly in another order', ['a', 'c', 'b'], ['a', 'b', 'c']],
  ['that are in the layout twice', ['a', 'b'], ['a', 'b', 'a', 'b', 'b']],
  ['more than the layout has', ['a', 'b', 'c'], ['b']],
])('a layout is digested right while files are read %s', async (_, order, layout) => {
  const { digest, again, expected } = await digested(order, layout);
  expect(digest).toBe(expected);
  expect(again).toBe(expected);
});

test('the digest of a layout in the order of files reads none of them again', async () => {
  // Without room to keep anything.
  const store = new Store({ memory: 0 });
  read.clear();
  const files: Input[] = [inputs.a, inputs.b, inputs.c];
  const needs = { digests: ['sha256'], codecs: [GZIP] } as const;
  const layoutOf = (sources: ReadonlyMap<Input, Source>) =>
    files.map((file) => sources.get(file) as Source);
  const sources = await store.ingest(
    files,
    needs,
    () => {},
    (found) => [layoutOf(found)],
  );
  const digest = await store.digest('sha256', layoutOf(sources));
  expect(Object.fromEntries(read)).toEqual({
    [join(folder, 'a')]: 3_000_000,
    [join(folder, 'b')]: 1_500_000,
    [join(folder, 'c')]: 2_000_000,
  });
  const whole = Buffer.concat([FILES.a, FILES.b, Buffer.from(FILES.c)]);
  expect(Buffer.from(digest).equals(createHash('sha256').update(whole).digest())).toBe(true);
  await store.close();
});

test('another layout, or another digest, is made from the beginning', async () => {
  const store = new Store();
  const needs = { digests: ['sha256'], codecs: [GZIP] } as const;
  const sources = await store.ingest(
    [inputs.a],
    needs,
    () => {},
    (found) => [[Buffer.from('one'), found.get(inputs.a) as Source]],
  );
  const a = sources.get(inputs.a) as Source;
  for (const [algorithm, text] of [
    ['md5', 'one'],
    ['sha256', 'two'],
    ['sha256', 'on'],
    ['sha256', 'one'],
  ] as const) {
    const made = await store.digest(algorithm, [Buffer.from(text), a]);
    const expected = createHash(algorithm).update(text).update(FILES.a).digest();
    expect(Buffer.from(made).equals(expected), `${algorithm} ${text}`).toBe(true);
  }
  await store.close();
});
