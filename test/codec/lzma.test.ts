import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import { bytesOf } from '../support/kit.ts';
import { anyBytes, machineCode, noise, prose } from '../support/samples.ts';
import { needs } from '../support/tools.ts';
import { cut, pack, same, samplesWith, through } from './packing.ts';

const lzma = (level: number) => ({ name: 'lzma', level }) as const;

const MIXED = Buffer.concat([
  prose(60_000),
  noise(50_000),
  machineCode(60_000),
  new Uint8Array(1_500_000),
  prose(20_000, 'more'),
]);

const SAMPLES = samplesWith(MIXED);

describe('readers', () => {
  for (const reader of ['xz --format=lzma -dc', 'unlzma -c', 'busybox unlzma -c', 'bsdcat']) {
    const [program = ''] = reader.split(' ');
    needs(program).test(`${reader} reads what was packed`, async () => {
      for (const [name, sample] of SAMPLES) {
        const bytes = await pack([{ inline: sample }], lzma(1));
        expect(same(through(reader, bytes), sample), name).toBe(true);
      }
    });
  }

  needs('python3').test('python reads it', async () => {
    const program =
      'import lzma, sys; sys.stdout.buffer.write(lzma.decompress(sys.stdin.buffer.read(), format=lzma.FORMAT_ALONE))';
    const bytes = await pack([{ inline: MIXED }], lzma(6));
    expect(same(through(`python3 -c '${program}'`, bytes), MIXED)).toBe(true);
  });
});

needs('xz')('streams', () => {
  const unpack = (bytes: Uint8Array) => through('xz --format=lzma -dc', bytes);

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('level %i', async (level) => {
    const sample = MIXED.subarray(40_000, 200_000);
    const bytes = await pack([{ inline: sample }], lzma(level));
    expect(same(unpack(bytes), sample)).toBe(true);
  });

  test('the header says: properties of xz, its window, a length that is not known', async () => {
    const bytes = await pack([{ inline: prose(1000) }], lzma(6));
    expect(bytes.subarray(0, 13).toString('hex')).toBe(`5d00008000${'ff'.repeat(8)}`);
  });

  test('more than two windows, with matches as far back as a window reaches', async () => {
    // The window of level 0 is 256 KiB.
    const unit = Buffer.concat([noise(255_000), prose(7_000)]);
    const sample = Buffer.concat([unit, unit, prose(100_000), unit, noise(1_100_000), unit, unit]);
    const bytes = await pack([{ inline: sample }], lzma(0));
    expect(same(unpack(bytes), sample)).toBe(true);
    expect(bytes.length).toBeLessThan(sample.length - unit.length);
  });

  test('anything is read back', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(30_000), fc.integer({ min: 0, max: 6 }), async (bytes, level) => {
        expect(same(unpack(await pack([{ inline: bytes }], lzma(level))), bytes)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('bytes', () => {
  test('do not show the lengths in which they arrived, nor the cores', async () => {
    const reference = await pack([{ inline: MIXED }], lzma(1));
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.integer({ min: 1, max: 900_000 })),
        fc.integer({ min: 1, max: 3 }),
        async (lengths, parallelism) => {
          const bytes = await pack(cut(MIXED, lengths), lzma(1), { parallelism });
          expect(same(bytes, reference)).toBe(true);
        },
      ),
      { numRuns: 4 },
    );
  });

  test('are these, on every machine', async () => {
    const bytes = await pack([{ inline: prose(120_000) }], lzma(6));
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(
      `"ecef02c3cf3e092ee37a5e161a5bd94fac2987f9f9b50cba023b5282e843b337"`,
    );
  });
});

test('a stream that fails tells what went wrong, and leaves the next one whole', async () => {
  const store = new Store();
  const broken = {
    size: 10,
    async *chunks(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(5);
      throw new RangeError('no more');
    },
  };
  await expect(store.encode([broken], lzma(1))).rejects.toThrow('no more');
  const good = await bytesOf([await store.encode([MIXED], lzma(1))]);
  expect(same(good, await pack([{ inline: MIXED }], lzma(1)))).toBe(true);
  await store.close();
});
