import { expect, test } from 'vitest';
import type { OwnBytes, Splicer } from '../../src/codec/index.ts';
import { ingestInput } from '../../src/ingest/ingest.ts';
import { Spool } from '../../src/ingest/spool.ts';
import { Store } from '../../src/ingest/store.ts';
import { inMemory } from '../../src/model/segment.ts';
import { machineCode } from '../support/samples.ts';

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

function ingestWith(splicer: Splicer, spares: OwnBytes[] = []) {
  const input = { kind: 'memory', name: 'file', bytes: machineCode(1500) } as const;
  return ingestInput(
    input,
    { digests: [], codecs: [GZIP] },
    {
      spool: new Spool(0),
      signal: undefined,
      splicerOf: () => splicer,
      contextOf: () => ({
        keep: async (bytes) => inMemory(bytes),
        inTurn: (task) => task(),
        spares,
      }),
    },
  );
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

test('what went wrong with a chunk is told before anything is encoded', async () => {
  const store = new Store({ memory: 0 });
  await store.close();
  const input = { kind: 'memory', name: 'file', bytes: machineCode(100_000) } as const;
  const ingested = store.ingest([input], { digests: [], codecs: [GZIP] });
  await expect(ingested).rejects.toThrow('stopped');
});
