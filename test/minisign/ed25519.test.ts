import { describe, expect, test } from 'vitest';
import {
  isWeakPublicKey,
  privateKeyFromSeed,
  publicBytesOf,
  seedOf,
  signBytes,
  verifyBytes,
} from '../../src/minisign/ed25519.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

// RFC 8032 section 7.1, test 2.
const seed = bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
const publicKey = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
const signature = bytes(
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
    '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
);

test('signs and verifies as RFC 8032 does', () => {
  const key = privateKeyFromSeed(seed);
  expect(publicBytesOf(key)).toEqual(Uint8Array.from(publicKey));
  expect(seedOf(key)).toEqual(Uint8Array.from(seed));
  expect(Uint8Array.from(signBytes(key, bytes('72')))).toEqual(Uint8Array.from(signature));
  expect(verifyBytes(publicKey, bytes('72'), signature)).toBe(true);
  expect(verifyBytes(publicKey, bytes('73'), signature)).toBe(false);
});

describe('isWeakPublicKey', () => {
  const P = 2n ** 255n - 19n;
  const encode = (y: bigint) => bytes(y.toString(16).padStart(64, '0')).reverse();
  const SMALL = [
    encode(0n),
    encode(1n),
    encode(P - 1n),
    bytes('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
    bytes('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'),
  ];

  test('points of order 8 solve their equation', () => {
    // Doubling them gives y = 0, so x^2 = -y^2, and the curve becomes 2y^2 = 1 - dy^4.
    const inverse = (value: bigint) => power(value, P - 2n);
    const d = (P - ((121_665n * inverse(121_666n)) % P)) % P;
    for (const point of SMALL.slice(3)) {
      const y = BigInt(`0x${Buffer.from(point).reverse().toString('hex')}`);
      expect((2n * y * y + d * y ** 4n - 1n) % P).toBe(0n);
    }
  });

  test.each(SMALL.map((key) => [key.toString('hex')]))('refuses small order: %s', (hex) => {
    expect(isWeakPublicKey(bytes(hex))).toBe(true);
    const other = bytes(hex);
    other[31] = (other[31] ?? 0) ^ 0x80;
    expect(isWeakPublicKey(other)).toBe(true);
  });

  test('refuses values that are not reduced, and takes honest keys', () => {
    expect(isWeakPublicKey(encode(P))).toBe(true);
    expect(isWeakPublicKey(encode(P + 5n))).toBe(true);
    expect(isWeakPublicKey(publicKey)).toBe(false);
  });

  function power(base: bigint, exponent: bigint): bigint {
    let result = 1n;
    for (let bit = base, rest = exponent; rest > 0n; rest >>= 1n, bit = (bit * bit) % P) {
      if (rest & 1n) result = (result * bit) % P;
    }
    return result;
  }
});
