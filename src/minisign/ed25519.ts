import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

// RFC 8410 wraps the 32 raw bytes in DER; everything before them is constant.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The order of the field of curve25519, RFC 8032 section 5.1. */
const P = 2n ** 255n - 19n;

/** The smaller y of the points of order 8. */
const Y8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** y of the eight points of small order: with one of them as key, signatures can be made up. */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, Y8, P - Y8]);

/** Whether the bytes are a key that no honest generator makes: of small order, or not reduced. */
export function isWeakPublicKey(publicKey: Uint8Array): boolean {
  const encoded = BigInt(`0x${Buffer.from(publicKey).reverse().toString('hex')}`);
  const y = BigInt.asUintN(255, encoded);
  return y >= P || SMALL_ORDER_Y.has(y);
}

/** Key object for a 32-byte seed (RFC 8032 "private key"). The caller still owns the seed. */
export function privateKeyFromSeed(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

/** The 32-byte seed of a key; fill it with zeros after use. */
export function seedOf(key: KeyObject): Uint8Array {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const seed = Uint8Array.from(der.subarray(PKCS8.length));
  der.fill(0);
  return seed;
}

/** The 32 bytes of the public key that belongs to a private one. */
export function publicBytesOf(key: KeyObject): Uint8Array {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return Uint8Array.from(der.subarray(SPKI.length));
}

/** The 64-byte signature; the same for the same key and data. */
export function signBytes(key: KeyObject, data: Uint8Array): Uint8Array {
  return sign(null, data, key);
}

export function verifyBytes(
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, data, key, signature);
}
