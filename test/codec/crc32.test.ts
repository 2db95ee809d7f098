import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, crc32Combine } from '../../src/codec/crc32.ts';
import { anyBytes } from '../support/samples.ts';

test('the check value of the CRC-32 catalogue', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('combining two CRCs gives that of the bytes joined', () => {
  fc.assert(
    fc.property(anyBytes(4000), anyBytes(4000), (a, b) => {
      const whole = crc32(Buffer.concat([a, b]));
      expect(crc32Combine(crc32(a), crc32(b), b.length)).toBe(whole);
      expect(crc32(b, crc32(a))).toBe(whole);
    }),
  );
});

test('lengths beyond 2^32 combine as their parts do', () => {
  // A run of zero bytes: its CRC for n + n bytes is that of n bytes combined with itself.
  let crc = crc32(new Uint8Array(2 ** 20));
  let length = 2 ** 20;
  while (length < 2 ** 36) {
    crc = crc32Combine(crc, crc, length);
    length *= 2;
  }
  const tail = crc32(Buffer.from('tail'));
  const right = crc32Combine(crc, crc32Combine(crc, tail, 4), length + 4);
  const left = crc32Combine(crc32Combine(crc, crc, length), tail, 4);
  expect(right).toBe(left);
});
