import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { Inflate } from 'pako';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFLATE_CHUNK, DEFLATE_WINDOW } from '../../src/codec/deflate/deflate.ts';
import { DeflateEngine } from '../../src/codec/deflate/engine.ts';
import { Engines } from '../../src/codec/index.ts';
import { anyBytes, machineCode, noise, prose } from '../support/samples.ts';
import { same } from './packing.ts';

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const NONE = new Uint8Array();

const engine = new DeflateEngine();

/** What zlib reads in a fragment. */
function inflated(fragment: Uint8Array, dictionary: Uint8Array): Uint8Array {
  return inflateRawSync(fragment, {
    finishFlush: constants.Z_SYNC_FLUSH,
    ...(dictionary.length > 0 && { dictionary }),
  });
}

/** What pako reads in it. */
function inflatedByPako(fragment: Uint8Array, dictionary: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const inflate = new Inflate({ raw: true, ...(dictionary.length > 0 && { dictionary }) });
  inflate.onData = (part) => parts.push(part as Uint8Array);
  inflate.push(fragment, constants.Z_SYNC_FLUSH as 2);
  expect(inflate.err).toBe(0);
  return Buffer.concat(parts);
}

test('zlib and pako read what went in, whatever comes before', () => {
  fc.assert(
    fc.property(
      anyBytes(40_000),
      fc.option(anyBytes(DEFLATE_WINDOW), { nil: NONE }),
      fc.constantFrom(...LEVELS),
      (chunk, before, level) => {
        const fragment = engine.deflate(chunk, before, level);
        expect(same(inflated(fragment, before), chunk)).toBe(true);
        expect(same(inflatedByPako(fragment, before), chunk)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

const SAMPLES: readonly (readonly [string, Uint8Array])[] = [
  ['machine code', machineCode(DEFLATE_CHUNK)],
  ['prose', prose(DEFLATE_CHUNK)],
  ['noise', noise(DEFLATE_CHUNK)],
  ['zeros', new Uint8Array(DEFLATE_CHUNK)],
  ['one run after another', runs(DEFLATE_CHUNK)],
];

/** Runs of 0 to 600 equal bytes: matches of every length, at every distance up to there. */
function runs(length: number): Uint8Array {
  const out = new Uint8Array(length);
  const dice = new Uint16Array(noise(length / 16, 'runs').slice().buffer);
  let at = 0;
  for (const die of dice) {
    const end = at + (die % 600);
    out.fill(die >> 10, at, end);
    at = end;
  }
  return out;
}

test.each(SAMPLES)('zlib reads a whole chunk of %s, of every level', (_name, sample) => {
  const before = sample.subarray(0, DEFLATE_WINDOW);
  for (const level of LEVELS) {
    const fragment = engine.deflate(sample, before, level);
    expect(same(inflated(fragment, before), sample), `level ${level}`).toBe(true);
  }
});

/** Every manual of the Node that runs the tests would do; this one is at hand. */
function text(): Uint8Array {
  const folder = new URL('../../docs/', import.meta.url);
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return Buffer.concat(pages.sort().map((name) => readFileSync(new URL(name, folder))));
}

describe.each([
  ['machine code', machineCode(DEFLATE_CHUNK)],
  ['text', text()],
] as const)('%s', (_name, sample) => {
  test('is hardly ever larger than zlib makes it', () => {
    for (const level of LEVELS) {
      const fragment = engine.deflate(sample, NONE, level);
      const zlib = deflateRawSync(sample, { level });
      expect(fragment.length, `level ${level}`).toBeLessThan(1.05 * zlib.length);
    }
  });

  test('is the smaller the higher the level', () => {
    const sizes = LEVELS.map((level) => engine.deflate(sample, NONE, level).length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
});

test('does not know what it has compressed before', () => {
  const samples = SAMPLES.map(([, sample]) => sample.subarray(0, 100_000));
  for (const level of LEVELS) {
    for (const sample of samples) {
      const fresh = new DeflateEngine().deflate(sample, NONE, level);
      expect(same(engine.deflate(sample, NONE, level), fresh)).toBe(true);
    }
  }
});

test('reads nothing beyond the end of a chunk', () => {
  fc.assert(
    fc.property(anyBytes(3000), fc.constantFrom(...LEVELS), (chunk, level) => {
      const made = new DeflateEngine().deflate(chunk, NONE, level);
      const used = new DeflateEngine();
      // What has been there before ends as the chunk does, and goes on.
      used.deflate(Buffer.concat([chunk, chunk, noise(100)]), NONE, level);
      expect(same(used.deflate(chunk, NONE, level), made)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('noise of any length near the longest stored block', () => {
  const sample = noise(140_000);
  for (const centre of [65_535, 2 * 65_535]) {
    for (let length = centre - 9; length < centre + 9; length += 1) {
      const chunk = sample.subarray(0, length);
      const fragment = engine.deflate(chunk, NONE, 6);
      expect(same(inflated(fragment, NONE), chunk), `${length}`).toBe(true);
      // Five bytes a stored block (RFC 1951 section 3.2.4), the last of them empty.
      expect(fragment.length).toBeLessThanOrEqual(length + 5 * (Math.ceil(length / 65_535) + 1));
    }
  }
});

test('distances up to the window and beyond', () => {
  const piece = noise(300, 'piece');
  for (const distance of [1, 2, 3, 7, 8, 9, 127, 128, 32_600, 32_605, 32_767, 32_768, 32_769]) {
    // Noise that is not long enough to be passed over, then zeros: the piece is looked at.
    const between = new Uint8Array(Math.max(distance - piece.length, 0));
    between.set(noise(Math.min(between.length, 500), 'between'));
    const sample = Buffer.concat([piece.subarray(0, distance), between, piece, piece.subarray(9)]);
    for (const split of [0, Math.min(distance, DEFLATE_WINDOW)]) {
      const [before, chunk] = [sample.subarray(0, split), sample.subarray(split)];
      for (const level of LEVELS) {
        const fragment = engine.deflate(chunk, before, level);
        expect(same(inflated(fragment, before), chunk), `${distance}, level ${level}`).toBe(true);
        expect(same(inflatedByPako(fragment, before), chunk), `${distance}`).toBe(true);
      }
    }
  }
});

test('what is almost a window away is found, of every level', () => {
  const piece = noise(1000, 'piece');
  const before = Buffer.concat([piece, new Uint8Array(32_500 - piece.length)]);
  for (const level of LEVELS) {
    expect(engine.deflate(piece, before, level).length, `level ${level}`).toBeLessThan(50);
  }
});

test('matches of every length, in the midst of a chunk and at its end', () => {
  const piece = noise(600, 'piece');
  const other = noise(600, 'other');
  for (let length = 1; length <= 530; length += length < 20 || length > 250 ? 1 : 30) {
    const twice = Buffer.concat([piece, other, piece.subarray(40, 40 + length)]);
    for (const chunk of [twice, Buffer.concat([twice, other.subarray(300)])]) {
      for (const level of LEVELS) {
        const fragment = engine.deflate(chunk, NONE, level);
        expect(same(inflated(fragment, NONE), chunk), `${length}, level ${level}`).toBe(true);
      }
    }
  }
});

test('a period is found in what seemed to be noise', () => {
  const period = noise(20_011, 'period');
  const sample = Buffer.concat(new Array<Uint8Array>(20).fill(period));
  for (const level of LEVELS) {
    const fragment = engine.deflate(sample, NONE, level);
    expect(same(inflated(fragment, NONE), sample)).toBe(true);
    expect(fragment.length, `level ${level}`).toBeLessThan(4 * period.length);
  }
});

test('codes that would be longer than deflate has', () => {
  // Counts as those of Fibonacci make the deepest codes.
  const counts = [1, 1];
  while (counts.length < 24) counts.push((counts.at(-1) ?? 0) + (counts.at(-2) ?? 0));
  const bytes = counts.flatMap((count, byte) => new Array<number>(count).fill(byte * 7));
  const dice = new Uint32Array(noise(bytes.length * 4, 'shuffle').buffer);
  const shuffled = bytes
    .map((byte, index) => [dice[index] ?? 0, byte] as const)
    .sort(([a], [b]) => a - b)
    .map(([, byte]) => byte);
  for (const level of LEVELS) {
    const chunk = new Uint8Array(shuffled);
    expect(same(inflated(engine.deflate(chunk, NONE, level), NONE), chunk)).toBe(true);
  }
});

test('a fragment ends in one sync flush and is in a buffer of its own', () => {
  for (const [, sample] of SAMPLES) {
    const fragment = engine.deflate(sample, NONE, 6);
    // RFC 1951 section 3.2.4: an empty stored block, LEN = 0, NLEN = 0xffff.
    expect([...fragment.subarray(-4)]).toEqual([0, 0, 0xff, 0xff]);
    expect([...fragment.subarray(-9, -4)]).not.toEqual([0, 0, 0, 0xff, 0xff]);
    expect(fragment.buffer.byteLength).toBe(fragment.length);
  }
});

describe('in threads', () => {
  const engines = new Engines(2);
  afterAll(() => engines.close());

  test('the bytes are the same', async () => {
    const sample = machineCode(300_000);
    const before = prose(DEFLATE_WINDOW);
    const here = engine.deflate(sample, before, 6);
    const made = await Promise.all(
      [1, 2, 3].map(() =>
        engines.run({
          kind: 'deflate',
          level: 6,
          chunk: new Uint8Array(sample),
          before: new Uint8Array(before),
        }),
      ),
    );
    for (const { bytes, chunk } of made) {
      expect(same(bytes, here)).toBe(true);
      expect(same(chunk, sample)).toBe(true);
    }
  });
});

test('the bytes of a known text, on every machine', () => {
  const fragment = engine.deflate(prose(300_000), prose(5_000, 'before'), 6);
  expect(createHash('sha256').update(fragment).digest('hex')).toMatchInlineSnapshot(
    `"ffa94c86d0ef1d30f7f7228445e6988b6b25a5b71f1d6a0be6a23366811820fa"`,
  );
});
