import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engines } from '../../src/codec/index.ts';
import { xzSplicer } from '../../src/codec/xz.ts';
import { machineCode, noise, prose } from '../support/samples.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import {
  anyLayout,
  large,
  type Part,
  pack,
  raw,
  same,
  samplesWith,
  testSameBytes,
  through,
} from './packing.ts';

const MIB = 1024 * 1024;
const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const xz = (level: number) => ({ name: 'xz', level }) as const;

/** Of everything a little: what compresses and what does not, across the ends of LZMA2 chunks. */
const MIXED = Buffer.concat([
  prose(100_000),
  noise(150_000),
  machineCode(100_000),
  new Uint8Array(2_500_000),
  prose(20_000, 'more'),
]);

const SAMPLES = samplesWith(MIXED);

/** What a file holds, as xz tells: `--robot --list`. */
function listed(bytes: Uint8Array) {
  const path = join(scratchFolder(), 'packed.xz');
  writeFileSync(path, bytes);
  const rows = output('xz', ['--robot', '--list', '-vv', path]).split('\n');
  const cells = rows.map((row) => row.split('\t'));
  const file = cells.find(([kind]) => kind === 'file') ?? [];
  const blocks = cells.filter(([kind]) => kind === 'block');
  return {
    streams: Number(file[1]),
    check: file[6],
    blocks: blocks.map((block) => Number(block[7])),
    filters: new Set(blocks.map((block) => block[15])),
  };
}

describe('readers', () => {
  for (const reader of ['xz -dc', 'busybox xz -dc', 'bsdcat'] as const) {
    const [program = ''] = reader.split(' ');
    needs(program).test(`${reader} reads what was packed`, () =>
      Promise.all(
        SAMPLES.map(async ([name, sample]) => {
          const bytes = await pack([{ inline: sample }], xz(1));
          expect(same(through(reader, bytes), sample), name).toBe(true);
        }),
      ),
    );
  }

  needs('python3').test('python reads it', async () => {
    const program =
      'import lzma, sys; sys.stdout.buffer.write(lzma.decompress(sys.stdin.buffer.read(), format=lzma.FORMAT_XZ))';
    const bytes = await pack([{ inline: MIXED }, { file: MIXED }], xz(2));
    const unpacked = through(`python3 -c '${program}'`, bytes);
    expect(same(unpacked, Buffer.concat([MIXED, MIXED]))).toBe(true);
  });
});

needs('xz')('streams', () => {
  test('every level is one xz reads, and asks no more of a reader than xz does', async () => {
    const windows = [0.25, 1, 2, 4, 4, 8, 8, 16, 32, 64];
    const sample = MIXED.subarray(80_000, 180_000);
    for (const level of LEVELS) {
      const bytes = await pack([{ inline: sample }], xz(level));
      expect(same(through('xz -dc', bytes), sample), `level ${level}`).toBe(true);
      const [filter = ''] = listed(bytes).filters;
      const [, amount = '', unit = ''] = /dict=([0-9]+)([KM])iB/.exec(filter) ?? [];
      expect(Number(amount) * (unit === 'M' ? 1 : 1 / 1024)).toBeLessThanOrEqual(
        windows[level] ?? 0,
      );
    }
  });

  test('there is one stream, of blocks as long as those of xz -T', async () => {
    const length = 9 * MIB;
    const list = listed(await pack([{ inline: large(prose(5000), length) }], xz(0)));
    expect(list).toMatchObject({ streams: 1, check: 'CRC32' });
    expect(list.blocks).toEqual([4 * MIB, 4 * MIB, 1 * MIB]);
  });

  test.each([-1, 0, 1])('a file that is a chunk and %i bytes long', async (more) => {
    const { chunkSize } = xzSplicer(0, new Engines(1));
    const file = large(prose(5000), chunkSize + more);
    const bytes = await pack([{ file }], xz(0));
    expect(listed(bytes).blocks).toHaveLength(more > 0 ? 2 : 1);
    expect(same(through('xz -dc', bytes), file)).toBe(true);
  });

  test('bytes that do not compress grow by less than 0.1%', async () => {
    const sample = noise(200_000);
    const bytes = await pack([{ inline: sample }], xz(6));
    expect(bytes.length).toBeLessThan(sample.length * 1.001);
    expect(same(through('xz -dc', bytes), sample)).toBe(true);
  });

  test('machine code becomes no larger than by xz -6', async () => {
    const sample = machineCode(400_000);
    const bytes = await pack([{ inline: sample }], xz(6));
    expect(bytes.length).toBeLessThanOrEqual(through('xz -6 -T1 -c', sample).length);
  });

  test('any layout is read back', async () => {
    await fc.assert(
      fc.asyncProperty(anyLayout, fc.integer({ min: 0, max: 6 }), async (parts, level) => {
        const bytes = await pack(parts, xz(level));
        expect(same(through('xz -dc', bytes), raw(parts))).toBe(true);
      }),
      { numRuns: 8, examples: [[[], 6]] },
    );
  });
});

describe('bytes', () => {
  const parts: readonly Part[] = [
    { inline: prose(700) },
    { file: large(machineCode(300_000), 1_200_000) },
    { file: prose(3_000) },
    { file: large(prose(9_000), 4_500_000) },
    { inline: noise(2_000) },
  ];

  testSameBytes(xz(1), parts, { everything: MIXED, numRuns: 4 });

  test('are these, on every machine', async () => {
    const text = [{ inline: prose(120_000) }];
    const digests = [];
    for (const level of [1, 6]) {
      digests.push(
        createHash('sha256')
          .update(await pack(text, xz(level)))
          .digest('hex'),
      );
    }
    expect(digests).toMatchInlineSnapshot(`
      [
        "5552be2741e9128a5c5505beca6102f7c09c8261b4c6819db290206499fca12c",
        "5ab14ab403a910b4b88cf5e1514a077316455a29ca3de8e7089b70fbd0cfe56d",
      ]
    `);
  });
});
