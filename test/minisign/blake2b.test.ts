import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blake2b } from '../../src/minisign/blake2b.ts';
import { needs, output } from '../support/tools.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('blake2b', () => {
  test('agrees with node:crypto at 64 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (data) => {
        const expected = createHash('blake2b512').update(data).digest('hex');
        expect(hex(blake2b(data, 64))).toBe(expected);
      }),
    );
  });

  test.each([0, 1, 127, 128, 129, 255, 256, 257])('handles the block edge at %i bytes', (size) => {
    const data = new Uint8Array(size).fill(0xa5);
    expect(hex(blake2b(data, 64))).toBe(createHash('blake2b512').update(data).digest('hex'));
  });

  needs('b2sum').test('agrees with b2sum at every other length', () => {
    for (let size = 1; size <= 64; size++) {
      const printed = output('b2sum', ['-l', String(size * 8)], { input: 'abc' });
      expect(hex(blake2b(Buffer.from('abc'), size))).toBe(printed.split(' ')[0]);
    }
  });
});
