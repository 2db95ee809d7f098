import { describe, expect, test } from 'vitest';
import { SENSITIVE, scryptCost } from '../../src/minisign/kdf.ts';

describe('scryptCost', () => {
  // That these are libsodium's choices, reference.test.ts shows with keys that minisign opens.
  test.each([
    [SENSITIVE.ops, SENSITIVE.mem, { N: 2 ** 20, r: 8, p: 1 }],
    [524_288n, 16_777_216n, { N: 16_384, r: 8, p: 1 }],
    [1_048_576n, 1_048_576n, { N: 1024, r: 8, p: 32 }],
    [100_000n, 1n << 60n, { N: 2048, r: 8, p: 1 }],
    [0n, 0n, { N: 2, r: 8, p: 512 }],
    [4n * SENSITIVE.ops, SENSITIVE.mem, { N: 2 ** 20, r: 8, p: 4 }],
  ])('%i operations and %i bytes', (ops, mem, cost) => {
    expect(scryptCost({ ops, mem })).toEqual(cost);
  });

  test.each([
    ['memory', 1n << 26n, 1n << 33n],
    ['work', 8n * SENSITIVE.ops, SENSITIVE.mem],
    ['parallelism', 1n << 23n, 0n],
    ['everything', 2n ** 64n - 1n, 2n ** 64n - 1n],
  ])('refuses too much %s', (_, ops, mem) => {
    expect(scryptCost({ ops, mem })).toBeUndefined();
  });
});
