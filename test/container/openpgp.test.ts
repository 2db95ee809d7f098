import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSignature, signatureAlgorithm } from '../../src/container/openpgp.ts';

/** A body of version 4: type 0x00, EdDSA. */
const BODY = [4, 0, 22, 8];

/** Headers of RFC 9580 section 4.2 for a body of this length. */
const HEADERS: Readonly<Record<string, (length: number) => number[]>> = {
  'old, one byte': (length) => [0x88, length],
  'old, two bytes': (length) => [0x89, length >> 8, length & 255],
  'old, four bytes': (length) => [0x8a, 0, 0, length >> 8, length & 255],
  'new, one byte': (length) => [0xc2, length],
  'new, two bytes': (length) => [0xc2, ((length - 192) >> 8) + 192, (length - 192) & 255],
  'new, five bytes': (length) => [0xc2, 255, 0, 0, length >> 8, length & 255],
};

function packet(header: string, length: number): Uint8Array {
  const rest = new Array(length - BODY.length).fill(0);
  return Uint8Array.from([...(HEADERS[header]?.(length) ?? []), ...BODY, ...rest]);
}

describe('a signature packet', () => {
  test.each([
    ['version 3', [3, 5, 0, ...new Array(12).fill(9), 17, 2], 17],
    ['version 4', [4, 0, 22, 8], 22],
    ['version 6', [6, 0, 27, 10], 27],
    ['an unknown version', [5, 0, 27, 10], undefined],
    ['nothing', [], undefined],
  ])('names its algorithm: %s', (_title, body, algorithm) => {
    expect(signatureAlgorithm(Uint8Array.from([0x88, body.length, ...body]))).toBe(algorithm);
    expect(signatureAlgorithm(Uint8Array.from([0x98, body.length, ...body]))).toBeUndefined();
  });

  test.each([
    ['old, one byte', 4],
    ['old, one byte', 255],
    ['old, two bytes', 310],
    ['old, four bytes', 65_535],
    ['new, one byte', 191],
    ['new, two bytes', 192],
    ['new, two bytes', 8383],
    ['new, five bytes', 8384],
  ])('is read: %s, %i', (header, length) => {
    const bytes = packet(header, length);
    expect(readSignature(bytes)).toEqual({ type: 0, algorithm: 22 });
    expect(readSignature(bytes.subarray(0, -1))).toBeUndefined();
    expect(readSignature(Uint8Array.from([...bytes, 0]))).toBeUndefined();
    expect(readSignature(Uint8Array.from([...bytes, ...bytes]))).toBeUndefined();
  });

  test.each([
    ['a public key', [0x99, 0, 4, ...BODY]],
    ['of indefinite length', [0x8b, ...BODY]],
    ['of partial length', [0xc2, 224, 4]],
    ['of version 3', [0x88, 4, 3, 5, 0, 0]],
    ['of version 6', [0x88, 4, 6, 0, 27, 8]],
    ['without a body', [0x88, 0]],
    ['cut short', [0x88]],
    ['nothing', []],
    ['text', [...Buffer.from('-----BEGIN')]],
  ])('is not taken for one: %s', (_, bytes) => {
    expect(readSignature(Uint8Array.from(bytes))).toBeUndefined();
  });

  test('is never read beyond its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const found = readSignature(bytes);
        if (found) expect(bytes).toContain(found.algorithm);
      }),
    );
  });
});
