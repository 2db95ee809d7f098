// A signature packet of version 4, RFC 9580 section 5.2.3:
//   version | type | key algorithm | hash algorithm | hashed subpackets | unhashed subpackets
//   | left 16 bits of the hash | numbers
// with the subpackets GnuPG writes, which every reader knows. All but the last two follow from key
// and time, so the same data has the same signature.
import { concat } from '../container/bytes.ts';
import { SIGNATURE_TAG } from '../container/openpgp.ts';
import { HASH_IDS } from './algorithms.ts';
import type { SecretKey } from './secret.ts';

/** Section 5.2.1. */
export const SIGNATURE_TYPES = { binary: 0x00, text: 0x01 } as const;

/** Section 5.2.3.7. */
const SUBPACKETS = { created: 2, issuerKeyId: 16, issuerFingerprint: 33 } as const;

/**
 * Signs data that comes in pieces.
 * @param time of the signature, in seconds since 1970
 */
export async function signaturePacket(
  key: SecretKey,
  type: keyof typeof SIGNATURE_TYPES,
  data: AsyncIterable<Uint8Array>,
  time: number,
): Promise<Uint8Array> {
  const head = hashedPart(key, SIGNATURE_TYPES[type], time);
  const signing = key.begin();
  for await (const chunk of data) signing.update(chunk);
  signing.update(head);
  // Section 5.2.4.
  signing.update(concat([Uint8Array.of(4, 0xff), uint(head.length, 4)]));
  const { digest, numbers } = signing.end();
  const keyId = subpacket(SUBPACKETS.issuerKeyId, key.fingerprint.subarray(-8));
  const rest = [lengthFirst(keyId), digest.subarray(0, 2), ...numbers.map(multiprecision)];
  return packet(SIGNATURE_TAG, concat([head, ...rest]));
}

/** What the signature covers besides the data. */
function hashedPart(key: SecretKey, type: number, time: number): Uint8Array {
  const issuer = concat([Uint8Array.of(4), key.fingerprint]);
  const subpackets = [
    subpacket(SUBPACKETS.issuerFingerprint, issuer),
    subpacket(SUBPACKETS.created, uint(time, 4)),
  ];
  const start = Uint8Array.of(4, type, key.algorithm, HASH_IDS[key.hash]);
  return concat([start, lengthFirst(concat(subpackets))]);
}

/** Header with the length in two bytes, in the form all readers know; section 4.2.2. */
function packet(tag: number, body: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(0x80 | (tag << 2) | 1), lengthFirst(body)]);
}

function subpacket(type: number, body: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(body.length + 1, type), body]);
}

/** Section 3.2: the length in bits, then the number without leading zeros. */
function multiprecision(number: Uint8Array): Uint8Array {
  const first = number.findIndex((byte) => byte !== 0);
  const bytes = first < 0 ? new Uint8Array() : number.subarray(first);
  const bits = bytes.length * 8 - (bytes[0] === undefined ? 0 : Math.clz32(bytes[0]) - 24);
  return concat([uint(bits, 2), bytes]);
}

function lengthFirst(bytes: Uint8Array): Uint8Array {
  return concat([uint(bytes.length, 2), bytes]);
}

/** An unsigned integer, big-endian. */
function uint(value: number, width: 2 | 4): Uint8Array {
  const out = new Uint8Array(width);
  const view = new DataView(out.buffer);
  if (width === 2) view.setUint16(0, value);
  else view.setUint32(0, value);
  return out;
}
