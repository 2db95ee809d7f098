import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import type { Codec } from '../../src/model/codec.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

async function encoded(parts: readonly Uint8Array[], codec: Codec): Promise<Buffer> {
  const store = new Store({ parallelism: 2 });
  try {
    const stored = await store.encode(parts, codec);
    const bytes = await bytesOf([stored]);
    expect(bytes.length).toBe(sizeOf([stored]));
    return bytes;
  } finally {
    await store.close();
  }
}

/** Text that compresses, and some that does not, beyond one chunk. */
const large = Buffer.concat([
  Buffer.from('a row of text that is like every other row\n'.repeat(30_000)),
  createHash('shake256', { outputLength: 200_000 }).update('noise').digest(),
  Buffer.alloc(400_000),
]);

const UNPACK: Readonly<Record<string, string>> = {
  zstd: 'zstd -dc',
  lzma: 'xz --format=lzma -dc',
  xz: 'xz --format=xz -dc',
};

needs('zstd', 'xz')('zstd, xz and lzma', () => {
  const folder = scratchFolder();
  const unpack = (bytes: Uint8Array, name: string) => {
    const path = join(folder, 'packed');
    writeFileSync(path, bytes);
    const hex = output('sh', ['-c', `${UNPACK[name]} < ${path} | od -An -v -tx1 | tr -d ' \\n'`]);
    return Buffer.from(hex, 'hex');
  };

  test.each<Codec>([
    { name: 'zstd', level: 1 },
    { name: 'zstd', level: 3 },
    { name: 'zstd', level: 19 },
    { name: 'lzma', level: 1 },
    { name: 'lzma', level: 6 },
    { name: 'xz', level: 0 },
    { name: 'xz', level: 6 },
  ])('$name $level is read by the real program', async (codec) => {
    const bytes = await encoded([large], codec);
    expect(bytes.length).toBeLessThan(large.length / 4);
    expect(unpack(bytes, codec.name).equals(large)).toBe(true);
  });

  test.each<Codec>([
    { name: 'zstd', level: 3 },
    { name: 'lzma', level: 3 },
    { name: 'xz', level: 3 },
  ])('$name packs the same bytes however they arrive', async (codec) => {
    const whole = await encoded([large], codec);
    const pieces: Uint8Array[] = [];
    for (let at = 0, step = 1; at < large.length; at += step, step = (step * 7) % 90_001) {
      pieces.push(large.subarray(at, at + step));
    }
    expect((await encoded(pieces, codec)).equals(whole)).toBe(true);
  });

  test.each(['zstd', 'lzma', 'xz'] as const)('%s packs anything, nothing too', async (name) => {
    const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (list) => {
        const bytes = await encoded(list, { name, level: 2 });
        expect(unpack(bytes, name).equals(Buffer.concat(list))).toBe(true);
      }),
      { numRuns: 12, examples: [[[]]] },
    );
  });
});

needs('zstd')('a zstd stream', () => {
  const folder = scratchFolder();

  test('is one frame: dpkg takes no second one', async () => {
    const path = join(folder, 'packed.zst');
    writeFileSync(path, await encoded([large], { name: 'zstd', level: 3 }));
    expect(output('zstd', ['-l', path])).toMatch(/\n +1 +0 /);
  });
});

describe('a stream that fails', () => {
  test('tells what went wrong, and leaves the next one whole', async () => {
    const store = new Store();
    const broken = {
      size: 10,
      async *chunks(): AsyncGenerator<Uint8Array> {
        yield new Uint8Array(5);
        throw new RangeError('no more');
      },
    };
    const codec = { name: 'zstd', level: 3 } as const;
    await expect(store.encode([broken], codec)).rejects.toThrow('no more');
    const good = await bytesOf([await store.encode([large], codec)]);
    expect(good.equals(await encoded([large], codec))).toBe(true);
    await store.close();
  });
});
