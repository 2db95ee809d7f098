import { createHash } from 'node:crypto';
import { constants, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DEFLATE_WINDOW,
  type Deflate,
  deflateFragment,
  deflateNative,
  deflatePako,
  heldTo,
} from '../../src/codec/deflate.ts';
import { anyBytes, machineCode, noise, prose } from '../support/samples.ts';

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const NONE = new Uint8Array();

/** Byte for byte, without a printout of a megabyte when it fails. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

test("Node's zlib gives pako's bytes, and they inflate to what went in", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBytes(40_000),
      fc.option(anyBytes(DEFLATE_WINDOW), { nil: NONE }),
      fc.constantFrom(...LEVELS),
      async (chunk, dictionary, level) => {
        const native = await deflateNative(chunk, dictionary, level);
        expect(same(native, await deflatePako(chunk, dictionary, level))).toBe(true);
        const inflated = inflateRawSync(native, {
          finishFlush: constants.Z_SYNC_FLUSH,
          ...(dictionary.length > 0 && { dictionary }),
        });
        expect(same(inflated, chunk)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

const SAMPLES: readonly (readonly [string, Uint8Array])[] = [
  ['machine code', machineCode(1024 * 1024)],
  ['prose', prose(1024 * 1024)],
  ['noise', noise(1024 * 1024)],
  ['zeros', new Uint8Array(1024 * 1024)],
];

test.each(SAMPLES)('a whole chunk of %s agrees at every level', async (_name, sample) => {
  const dictionary = sample.subarray(0, DEFLATE_WINDOW);
  for (const level of LEVELS) {
    const [native, pako] = await Promise.all([
      deflateNative(sample, dictionary, level),
      deflatePako(sample, dictionary, level),
    ]);
    expect(same(native, pako), `level ${level}`).toBe(true);
  }
});

test('noise of any length near a buffer or block boundary agrees', async () => {
  const sample = noise(70_000);
  for (const centre of [16_384, 32_768, 65_535]) {
    for (let length = centre - 20; length < centre + 20; length += 1) {
      const chunk = sample.subarray(0, length);
      const native = await deflateNative(chunk, NONE, 6);
      expect(same(native, await deflatePako(chunk, NONE, 6)), `${length}`).toBe(true);
    }
  }
});

test('a fragment ends in one sync flush and is in a buffer of its own', async () => {
  for (const [, sample] of SAMPLES) {
    const fragment = await deflateFragment(sample, NONE, 6);
    // RFC 1951 section 3.2.4: an empty stored block, LEN = 0, NLEN = 0xffff.
    expect([...fragment.subarray(-4)]).toEqual([0, 0, 0xff, 0xff]);
    expect([...fragment.subarray(-9, -4)]).not.toEqual([0, 0, 0, 0xff, 0xff]);
    expect(fragment.buffer.byteLength).toBe(fragment.length);
  }
});

test('a zlib that gives other bytes is not used', async () => {
  const calls: number[] = [];
  const faulty: Deflate = async (chunk, dictionary, level) => {
    calls.push(level);
    // As zlib-ng does at its first level: it looks for matches elsewhere.
    return deflateNative(chunk, dictionary, level === 1 ? 2 : level);
  };
  const deflate = heldTo(deflatePako, faulty);
  const text = prose(100_000);
  for (const level of [1, 6, 1, 6]) {
    const made = await deflate(text, NONE, level);
    expect(same(made, await deflatePako(text, NONE, level)), `level ${level}`).toBe(true);
  }
  // Once for the sample of each level, and for the text where the sample was right.
  expect(calls).toEqual([1, 6, 6, 6]);
});

test('the bytes of a known text, on every machine', async () => {
  const fragment = await deflateFragment(prose(300_000), prose(5_000, 'before'), 6);
  expect(createHash('sha256').update(fragment).digest('hex')).toMatchInlineSnapshot(
    `"9933e7d11048a55aaedfbcf6e291337a228cc5dbe8e2ec1957d40cfd8e1a19de"`,
  );
});
