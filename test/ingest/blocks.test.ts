import { createHash } from 'node:crypto';
import { constants, crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import { BLOCK_SIZE, type Blocks } from '../../src/model/blocks.ts';
import { bytesOf, memoryKit, stored } from '../support/kit.ts';
import { anyBytes, machineCode, noise } from '../support/samples.ts';

let store = new Store({ memory: 1024 });
afterEach(async () => {
  await store.close();
  store = new Store({ memory: 1024 });
});

/** The plain bytes of each block, read without the others. */
async function open({ data, blocks }: Blocks, isPacked: boolean): Promise<Buffer[]> {
  const bytes = await bytesOf([data]);
  let start = 0;
  return blocks.map(({ size }) => {
    const block = bytes.subarray(start, start + size);
    start += size;
    return isPacked ? inflateRawSync(block, { finishFlush: constants.Z_SYNC_FLUSH }) : block;
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each([6, 1, undefined])('blocks of level %s', (level) => {
  test.each([0, 1, BLOCK_SIZE - 1, BLOCK_SIZE, BLOCK_SIZE + 1, 5 * BLOCK_SIZE + 7])(
    'of %s bytes',
    async (length) => {
      const body = machineCode(length);
      const cut = await store.blocks(stored(body), level);
      const opened = await open(cut, level !== undefined);
      expect(Buffer.concat(opened).equals(body)).toBe(true);
      expect(opened.map(({ length: size }) => size).slice(0, -1)).toEqual(
        opened.slice(1).map(() => BLOCK_SIZE),
      );
      expect(cut.blocks.map((block) => Buffer.from(block.sha256).toString('hex'))).toEqual(
        opened.map(sha256),
      );
      expect(cut).toMatchObject({ size: length, crc32: crc32(body) });
    },
  );
});

test('one stream holds the deflated blocks, and nothing but its end beside them', async () => {
  const body = noise(3 * BLOCK_SIZE);
  const { data, blocks } = await store.blocks(body, 9);
  expect(inflateRawSync(await bytesOf([data])).equals(body)).toBe(true);
  expect(data.size).toBe(blocks.reduce((sum, { size }) => sum + size, 0) + 2);
});

test('any bytes in any pieces are what zlib reads in the blocks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyBytes(200_000), { maxLength: 3 }),
      fc.constantFrom(1, 6, 9),
      async (pieces, level) => {
        const whole = Buffer.concat(pieces);
        const body = {
          size: whole.length,
          async *chunks() {
            yield* pieces;
          },
        };
        const ours = await store.blocks(body, level);
        const theirs = await memoryKit.blocks(whole, level);
        expect(ours.blocks.map((block) => block.sha256)).toEqual(
          theirs.blocks.map((block) => block.sha256),
        );
        const opened = await open(ours, true);
        expect(opened.map((block) => block.length <= BLOCK_SIZE)).not.toContain(false);
        expect(Buffer.concat(opened).equals(whole)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});
