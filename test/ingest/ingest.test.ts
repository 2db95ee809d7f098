import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OwnBytes, Splicer } from '../../src/codec/index.ts';
import { Feed } from '../../src/ingest/feed.ts';
import { ingestInput } from '../../src/ingest/ingest.ts';
import { LargeSource } from '../../src/ingest/large.ts';
import { Limiter } from '../../src/ingest/limiter.ts';
import { Spool } from '../../src/ingest/spool.ts';
import { inMemory } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { machineCode } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';
import { planted } from './files.ts';

type Ingesting =
  Parameters<typeof ingestInput> extends [infer I, unknown, ...infer Rest] ? [I, ...Rest] : never;

const folder = scratchFolder();
const GZIP = { name: 'gzip', level: 6 } as const;

/** A compressor that does what it is told, when it is told. */
function splicerOf(compress: Splicer['compress']): Splicer {
  return {
    kind: 'splicer',
    chunkSize: 1024,
    windowSize: 0,
    ownFragmentsFrom: 0,
    memory: 1024,
    compress,
    frame: () => [],
  };
}

/** Where one chunk is compressed at a time. */
function contextWith(splicer: Splicer, { spool = new Spool(0), spares = [] as OwnBytes[] } = {}) {
  const limiter = new Limiter(1);
  return {
    spool,
    feed: new Feed(),
    signal: undefined,
    followers: [],
    splicerOf: () => splicer,
    contextOf: () => ({
      keep: async (bytes: Uint8Array) => inMemory(bytes),
      inTurn: <T>(task: () => Promise<T>) => limiter.run(task),
      spares,
    }),
  };
}

async function ingest(...[input, needs, context]: Ingesting) {
  const source = new LargeSource(input);
  return { source, fragments: await ingestInput(input, source, needs, context) };
}

function ingestWith(splicer: Splicer, spares: OwnBytes[] = []) {
  const input = { kind: 'memory', name: 'file', bytes: machineCode(1500) } as const;
  return ingest(input, { digests: [], codecs: [GZIP] }, contextWith(splicer, { spares }));
}

test('a file counts as read while the last of it is still being compressed', async () => {
  let finish = () => {};
  const told = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const splicer = splicerOf(async (chunk) => {
    await told;
    return { rawSize: chunk.length, check: 0, bytes: chunk.slice(0, 1), chunk };
  });
  const { source, fragments } = await ingestWith(splicer);
  expect(source.size).toBe(1500);
  finish();
  const list = await fragments.get('gzip:6');
  expect(list?.map(({ rawSize }) => rawSize)).toEqual([1024, 476]);
});

test('one buffer serves chunk after chunk, and is left for the next file', async () => {
  const spares: OwnBytes[] = [];
  const buffers = new Set<ArrayBuffer>();
  const splicer = splicerOf(async (chunk) => {
    if (chunk.length === 1024) buffers.add(chunk.buffer);
    return { rawSize: chunk.length, check: 0, bytes: chunk.slice(0, 1), chunk };
  });
  for (let file = 0; file < 3; file += 1) {
    const { fragments } = await ingestWith(splicer, spares);
    await Promise.all(fragments.values());
  }
  expect(buffers.size).toBe(1);
  expect(spares.map(({ buffer }) => buffer)).toEqual([...buffers]);
});

test('what went wrong with a chunk is told to whoever wants the fragments', async () => {
  const splicer = splicerOf(async () => {
    throw new RangeError('no more');
  });
  const { fragments } = await ingestWith(splicer);
  await expect(fragments.get('gzip:6')).rejects.toThrow('no more');
});

test('what went wrong waits to be asked for while another compressor takes its time', async () => {
  const failing = splicerOf(async () => {
    throw new RangeError('no more');
  });
  const slow = splicerOf(async (chunk) => ({ rawSize: 1, check: 0, bytes: chunk, chunk }));
  const context = contextWith(failing);
  const { fragments } = await ingest(
    planted(join(folder, 'slow'), machineCode(500)),
    { digests: [], codecs: [GZIP, { name: 'zstd', level: 3 }] },
    {
      ...context,
      splicerOf: ({ name }) => (name === 'gzip' ? failing : slow),
      contextOf: (splicer) => ({
        ...context.contextOf(),
        async inTurn(task) {
          if (splicer === slow) await new Promise((resolve) => setTimeout(resolve, 20));
          return task();
        },
      }),
    },
  );
  await expect(fragments.get('gzip:6')).rejects.toThrow('no more');
  expect(await fragments.get('zstd:3')).toHaveLength(1);
});

test('a file whose bytes are asked for again is read without waiting for compressors', async () => {
  let compressed = 0;
  let finish = () => {};
  const told = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const splicer = splicerOf(async (chunk) => {
    compressed += 1;
    await told;
    return { rawSize: chunk.length, check: 0, bytes: chunk.slice(0, 1), chunk };
  });
  const input = planted(join(folder, 'file'), machineCode(5000));
  const read = async (again: boolean) => {
    const needs = { digests: [], codecs: [GZIP], again };
    return ingest(input, needs, contextWith(splicer, { spool: new Spool(10_000) }));
  };
  const { source, fragments } = await read(true);
  expect(compressed).toBe(1);
  expect(await bytesOf([source])).toEqual(Buffer.from(machineCode(5000)));
  let done = false;
  const other = read(false).then(() => {
    done = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(done).toBe(false);
  finish();
  await other;
  expect(await fragments.get('gzip:6')).toHaveLength(5);
});

test('files are handed to compressors in the order in which they were read', async () => {
  const seen: number[] = [];
  const splicer = splicerOf(async (chunk) => {
    seen.push(chunk[0] ?? 0);
    return { rawSize: chunk.length, check: 0, bytes: chunk.slice(0, 1), chunk };
  });
  const context = contextWith(splicer);
  const files = [1, 2, 3].map((byte) => new Uint8Array(2000).fill(byte));
  const ingested = files.map((bytes) =>
    ingest({ kind: 'memory', name: 'file', bytes }, { digests: [], codecs: [GZIP] }, context),
  );
  for (const one of ingested) await Promise.all((await one).fragments.values());
  expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
});
