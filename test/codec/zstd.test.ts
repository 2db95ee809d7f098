import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engines } from '../../src/codec/index.ts';
import { zstdBlocks } from '../../src/codec/zstd/compress.ts';
import { detach } from '../../src/codec/zstd/detach.ts';
import { detachedBlocks } from '../../src/codec/zstd/detached.ts';
import {
  bareBlocks,
  blocksOf,
  END,
  framed,
  frameHeader,
  withFirst,
} from '../../src/codec/zstd/frame.ts';
import { unpackZstd, zstdWasm } from '../../src/codec/zstd/wasm.ts';
import { anyBytes, machineCode, noise, prose } from '../support/samples.ts';
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

const zstd = (level: number) => ({ name: 'zstd', level }) as const;

const MIXED = Buffer.concat([
  prose(100_000),
  noise(150_000),
  machineCode(200_000),
  new Uint8Array(1_500_000),
  prose(50_000, 'more'),
]);

const SAMPLES = samplesWith(MIXED);

const LEVELS = [1, 2, 3, 5, 9, 13, 19];

describe('the zstd of Node and that of WebAssembly', () => {
  async function agree(chunk: Uint8Array, level: number): Promise<boolean> {
    const engines = new Engines(1);
    const { bytes } = await zstdBlocks(new Uint8Array(chunk), level, engines);
    await engines.close();
    return same(bytes, await detachedBlocks(await zstdWasm(chunk, level)));
  }

  test.each(LEVELS)('agree at level %i', async (level) => {
    for (const [name, sample] of SAMPLES) expect(await agree(sample, level), name).toBe(true);
  });

  test('agree on anything', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(30_000), fc.constantFrom(...LEVELS), async (chunk, level) => {
        expect(await agree(chunk, level)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('blocks of some frames in one frame', () => {
  async function joined(chunks: readonly Uint8Array[], level: number): Promise<Uint8Array> {
    const size = chunks.reduce((sum, { length }) => sum + length, 0);
    const blocks = await Promise.all(
      chunks.map(async (chunk) => detach(await zstdWasm(chunk, level)) ?? bareBlocks(chunk)),
    );
    return Buffer.concat([frameHeader(2 ** 20, size), ...blocks, END]);
  }

  test('are read back, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyBytes(30_000), { maxLength: 5 }),
        fc.constantFrom(...LEVELS),
        async (chunks, level) => {
          const unpacked = await unpackZstd(await joined(chunks, level));
          expect(same(unpacked, Buffer.concat(chunks))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('are read back where each starts by repeating a distance', async () => {
    // Frames start with 1, 4 and 8 as the last distances; these have matches of just those.
    const chunks = [1, 4, 8, 5, 9].flatMap((distance) => {
      const unit = noise(distance, `${distance}`);
      return [large(unit, 300), Buffer.concat([noise(20), large(unit, 5000)]), prose(3000)];
    });
    for (const level of LEVELS) {
      const unpacked = await unpackZstd(await joined(chunks, level));
      expect(same(unpacked, Buffer.concat(chunks)), `level ${level}`).toBe(true);
    }
  });

  test('a block that would be too large is known to be', async () => {
    const frame = await zstdWasm(machineCode(100_000), 3);
    expect(detach(frame.slice())).toBeInstanceOf(Uint8Array);
    expect(detach(frame.slice(), 1000)).toBeUndefined();
  });

  test('take the place of the frame', async () => {
    for (const [name, sample] of SAMPLES) {
      const frame = await zstdWasm(sample, 3);
      expect(detach(frame)?.buffer === frame.buffer, name).toBe(true);
    }
  });

  test('are the same wherever the frame stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyBytes(30_000),
        fc.constantFrom(...LEVELS),
        fc.nat(300),
        async (chunk, level, more) => {
          const frame = await zstdWasm(chunk, level);
          const roomy = new Uint8Array(7 + frame.length + more);
          roomy.set(frame, 7);
          const apart = detach(roomy.subarray(7, 7 + frame.length)) ?? chunk;
          expect(same(apart, detach(frame) ?? chunk)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each([
    [-2, 0, true],
    [0, 0, true],
    [9, 0, true],
    [10, 0, false],
    [10, 1, true],
    [100, 90, false],
    [100, 91, true],
  ])(
    'whose first one has %i bytes more stay in a buffer with room for %i: %s',
    async (more, room, stay) => {
      const packed = await zstdWasm(MIXED, 3);
      const frame = new Uint8Array(packed.length + room).subarray(0, packed.length);
      frame.set(packed);
      const blocks = [...blocksOf(frame)];
      const [first] = blocks;
      if (!first || blocks.length < 3) throw new TypeError('too few blocks');
      const size = first.content.length + more;
      const other = { ...first, size, content: new Uint8Array(size).fill(1) };
      const expected = framed([other, ...blocks.slice(1)]);
      const given = withFirst(frame, blocks, [other]);
      expect(same(given, expected)).toBe(true);
      // Without its header of nine bytes, a frame has room for as many.
      expect(given.buffer === frame.buffer).toBe(stay);
    },
  );
});

describe('readers', () => {
  for (const reader of ['zstd -dc', 'bsdcat']) {
    const [program = ''] = reader.split(' ');
    needs(program).test(`${reader} reads what was packed`, async () => {
      for (const [name, sample] of SAMPLES) {
        const bytes = await pack([{ inline: sample }], zstd(3));
        expect(same(through(reader, bytes), sample), name).toBe(true);
      }
    });
  }
});

needs('zstd')('streams', () => {
  test.each([1, 3, 9, 12, 19, 22])('level %i', async (level) => {
    const parts = [{ inline: prose(1000) }, { file: MIXED.subarray(0, 900_000) }];
    const bytes = await pack(parts, zstd(level));
    expect(same(through('zstd --long=27 -dc', bytes), raw(parts))).toBe(true);
  });

  test('there is one frame: dpkg takes no second one', async () => {
    const path = join(scratchFolder(), 'packed.zst');
    const file = large(prose(5000), 9_000_000);
    const bytes = await pack([{ inline: prose(700) }, { file }, { inline: noise(99) }], zstd(3));
    writeFileSync(path, bytes);
    expect(output('zstd', ['-l', path])).toMatch(/\n +1 +0 /);
    expect(through('zstd -dc', bytes).length).toBe(9_000_799);
  });

  test('bytes that do not compress grow by less than 0.1%', async () => {
    const sample = noise(600_000);
    const bytes = await pack([{ inline: sample }], zstd(3));
    expect(bytes.length).toBeLessThan(sample.length * 1.001);
  });

  test('any layout is read back', async () => {
    await fc.assert(
      fc.asyncProperty(anyLayout, fc.constantFrom(1, 3, 9), async (parts, level) => {
        expect(same(through('zstd -dc', await pack(parts, zstd(level))), raw(parts))).toBe(true);
      }),
      { numRuns: 12, examples: [[[], 3]] },
    );
  });
});

describe('bytes', () => {
  const parts: readonly Part[] = [
    { inline: prose(700) },
    { file: machineCode(1_200_000) },
    { file: prose(3_000) },
    { file: large(prose(9_000), 4_500_000) },
    { inline: noise(2_000) },
  ];

  testSameBytes(zstd(3), parts, { everything: MIXED, numRuns: 6 });

  test('are these, on every machine', async () => {
    const digests = [];
    for (const level of [1, 3, 19]) {
      const bytes = await pack([{ inline: prose(700) }, { file: prose(400_000) }], zstd(level));
      digests.push(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(digests).toMatchInlineSnapshot(`
      [
        "bdc51bd7d91ed1bfa967ad9de05da41d08120d0ddb5677b8a8280cd633c04825",
        "4ecf292b85869f367af7e0ccb816acf358c0b8edd816820d657e923dbb197f6f",
        "c38bae85c3a12922948d85a9ba73ba33866a622e1eb9ad1c4c7345de617adae9",
      ]
    `);
  });
});
