import { crc32 as nativeCrc32 } from 'node:zlib';

// CRC-32 of RFC 1952 section 8: the reflected polynomial, most significant bit = x^0.
const POLYNOMIAL = 0xedb88320;
/** x^0. */
const ONE = 0x80000000;

/** CRC-32 of some bytes; `seed` is the CRC of what came before them. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  // zlib takes an empty array for a missing one, and returns the CRC of nothing.
  return bytes.length === 0 ? seed : nativeCrc32(bytes, seed);
}

/** CRC-32 of A followed by B, from the two CRCs and the length of B in bytes. */
export function crc32Combine(a: number, b: number, lengthOfB: number): number {
  return (multiply(shiftBy(lengthOfB), a) ^ b) >>> 0;
}

/** Almost all fragments have the same length, so the factor for the latest length is kept. */
let latest = { length: 0, shift: ONE };

/** The factor that accounts for `length` bytes after those of a CRC: x^(8 * length). */
function shiftBy(length: number): number {
  if (latest.length !== length) latest = { length, shift: powerOfX(8 * length) };
  return latest.shift;
}

/** Product of two polynomials over GF(2), modulo the CRC's. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if ((a >>> bit) & 1) product ^= shifted;
    shifted = shifted & 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return product >>> 0;
}

/** x^n modulo the CRC's polynomial, by squaring. */
function powerOfX(n: number): number {
  let result = ONE;
  let square = 0x40000000; // x^1
  for (let rest = BigInt(n); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(square, result);
    square = multiply(square, square);
  }
  return result;
}
