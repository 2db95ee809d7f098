// The public key algorithms of RFC 9580 section 9.1 that package managers verify, in terms of
// node:crypto.
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { constants, createHash, createSign, privateEncrypt, sign } from 'node:crypto';
import { concat } from '../container/bytes.ts';

/** RFC 9580 section 9.5. */
export const HASH_IDS = { sha256: 8, sha384: 9, sha512: 10 } as const;

export type HashName = keyof typeof HASH_IDS;

/** A signature in the making; takes the data in pieces. */
export interface Signing {
  update(chunk: Uint8Array): void;
  /** The hash of the data, and the numbers that sign it, most significant byte first. */
  end(): { readonly digest: Uint8Array; readonly numbers: readonly Uint8Array[] };
}

/** Numbers of a key packet by their names, RFC 9580 section 5.5.5. */
export type Numbers = (name: string) => Uint8Array;

export interface Algorithm {
  readonly hash: HashName;
  /** The key as RFC 7517 has it. */
  jwk(secret: Numbers, open: Numbers): JsonWebKey;
  begin(key: KeyObject, hash: HashName): Signing;
}

/** By algorithm number, and curve where there are several. */
export const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  '1': { hash: 'sha256', jwk: rsaJwk, begin: beginRsa },
  '19 nistP256': ecdsa('P-256', 'sha256'),
  '19 nistP384': ecdsa('P-384', 'sha384'),
  '19 nistP521': ecdsa('P-521', 'sha512'),
  '22 ed25519Legacy': { hash: 'sha256', jwk: ed25519Jwk, begin: beginEd25519 },
};

/** OpenPGP's u is the inverse of p modulo q; JWK's qi that of q modulo p. So they swap names. */
function rsaJwk(secret: Numbers, open: Numbers): JsonWebKey {
  const [p, q, d] = [secret('q'), secret('p'), secret('d')];
  return {
    kty: 'RSA',
    n: base64url(open('n')),
    e: base64url(open('e')),
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(moduloLessOne(d, p)),
    dq: base64url(moduloLessOne(d, q)),
    qi: base64url(secret('u')),
  };
}

function moduloLessOne(number: Uint8Array, prime: Uint8Array): Uint8Array {
  const rest = bigint(number) % (bigint(prime) - 1n);
  return Buffer.from(rest.toString(16).padStart(2 * prime.length, '0'), 'hex');
}

/** The DER that precedes a SHA-256 digest, RFC 8017 section 9.2, note 1. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

function beginRsa(key: KeyObject, hash: HashName): Signing {
  // Hashes once; createSign would hide the digest, of which the packet shows two bytes.
  return signingDigest(hash, (digest) => [
    privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, concat([DIGEST_INFO, digest])),
  ]);
}

/** The public point is 0x40 and 32 bytes, RFC 9580 section 11.2.2. */
function ed25519Jwk(secret: Numbers, open: Numbers): JsonWebKey {
  const x = base64url(open('Q').subarray(1));
  return { kty: 'OKP', crv: 'Ed25519', d: base64url(secret('seed')), x };
}

function beginEd25519(key: KeyObject, hash: HashName): Signing {
  return signingDigest(hash, (digest) => halves(sign(null, digest, key)));
}

/** The public point is 0x04 and both coordinates, RFC 9580 section 11.2.1. */
function ecdsa(crv: string, hash: HashName): Algorithm {
  return {
    hash,
    jwk(secret, open) {
      const [x = '', y = ''] = halves(open('Q').subarray(1)).map(base64url);
      const size = (open('Q').length - 1) / 2;
      return { kty: 'EC', crv, d: base64url(padStart(secret('d'), size)), x, y };
    },
    begin(key) {
      const signer = createSign(hash);
      const hashing = createHash(hash);
      return {
        update(chunk) {
          signer.update(chunk);
          hashing.update(chunk);
        },
        end() {
          const signature = signer.sign({ key, dsaEncoding: 'ieee-p1363' });
          return { digest: hashing.digest(), numbers: halves(signature) };
        },
      };
    },
  };
}

function signingDigest(hash: HashName, numbersOf: (digest: Uint8Array) => Uint8Array[]): Signing {
  const hashing = createHash(hash);
  return {
    update: (chunk) => hashing.update(chunk),
    end() {
      const digest = hashing.digest();
      return { digest, numbers: numbersOf(digest) };
    },
  };
}

function halves(bytes: Uint8Array): Uint8Array[] {
  const middle = bytes.length / 2;
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}

function padStart(bytes: Uint8Array, size: number): Uint8Array {
  return concat([new Uint8Array(size - bytes.length), bytes]);
}

function bigint(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
