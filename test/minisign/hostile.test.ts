import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import {
  encodePublicKey,
  encodeSecretKey,
  encodeSignature,
  isEncryptedSecretKey,
  parsePublicKeys,
  parseSecretKey,
  parseSignature,
  publicKeyLine,
  sign,
  verify,
} from '../../src/minisign/index.ts';
import { AUTHOR_SIGNATURES, CHEAP, codeOf, commentText, fixedKey, flipBit } from './fixtures.ts';

const data = Buffer.from('what is released');
const key = fixedKey(1);
const keys = [key.publicKey];
const text = Buffer.from(encodeSignature(await sign(data, key, { trusted: 'version 1\u00e9' })));

const secret = await encodeSecretKey(key, 'none');

/** Every index from 0 to 8 * length - 1, a bit each. */
const bits = (bytes: Uint8Array) => Array.from({ length: bytes.length * 8 }, (_, bit) => bit);

describe('any bit changed', () => {
  test('in the signature file is refused, the untrusted comment aside', async () => {
    const start = 'untrusted comment: '.length * 8;
    const end = text.indexOf('\n') * 8;
    const accepted = [];
    for (const bit of bits(text)) {
      const code = await codeOf(() => verify(data, parseSignature(flipBit(text, bit)), keys));
      if (code === 'none') accepted.push(bit);
      else
        expect(['signature_malformed', 'signature_invalid', 'signature_key_unknown']).toContain(
          code,
        );
    }
    expect(accepted.every((bit) => bit >= start && bit < end)).toBe(true);
  });

  test('in the data is refused', async () => {
    const signature = parseSignature(text);
    for (const bit of bits(data)) {
      const code = await codeOf(() => verify(flipBit(data, bit), signature, keys));
      expect(code).toBe('signature_invalid');
    }
  });

  test('in the public key is refused', async () => {
    const signature = parseSignature(text);
    const line = Buffer.from(publicKeyLine(key.publicKey));
    for (const bit of bits(line)) {
      const attempt = () => verify(data, signature, parsePublicKeys(flipBit(line, bit)));
      expect(await codeOf(attempt)).not.toBe('none');
    }
  });

  test('in an unencrypted secret key is refused', async () => {
    const line = Buffer.from(secret.split('\n')[1] ?? '');
    // Salt and limits, bytes 6 to 53 of the record, mean nothing without encryption.
    for (const bit of bits(line).filter((each) => each < 64 || each >= 72 * 8)) {
      const code = await codeOf(() => parseSecretKey(flipBit(line, bit)));
      expect(['key_invalid', 'key_password']).toContain(code);
    }
  });

  test('in an encrypted secret key is refused', async () => {
    const encoded = await encodeSecretKey(key, { password: 'pw', limits: CHEAP });
    const line = Buffer.from(encoded.split('\n')[1] ?? '');
    // The limits, bytes 38 to 53 of the record, are left alone: they would make the test slow.
    const position = fc.oneof(
      fc.nat(48 * 8 - 1),
      fc.integer({ min: 72 * 8, max: line.length * 8 - 1 }),
    );
    await fc.assert(
      fc.asyncProperty(position, async (bit) => {
        const code = await codeOf(() => parseSecretKey(flipBit(line, bit), 'pw'));
        expect(['key_invalid', 'key_password']).toContain(code);
      }),
    );
  });
});

describe('parsers throw nothing but a JacoPkgError', () => {
  const samples = [
    ...Object.values(AUTHOR_SIGNATURES),
    encodePublicKey(key.publicKey),
    secret,
    `untrusted comment: x\n${'A'.repeat(212)}\n`,
  ];
  const spliced = fc
    .tuple(fc.constantFrom(...samples), fc.nat(300), fc.nat(40), fc.string({ unit: 'binary' }))
    .map(([sample, at, gone, put]) => sample.slice(0, at) + put + sample.slice(at + gone));
  const input = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 400 }), spliced);

  test.each([
    ['parsePublicKeys', parsePublicKeys],
    ['parseSignature', parseSignature],
    ['isEncryptedSecretKey', isEncryptedSecretKey],
    ['parseSecretKey', (each: string | Uint8Array) => parseSecretKey(each)],
  ])('%s', async (_, parse) => {
    await fc.assert(
      fc.asyncProperty(input, async (each) => {
        try {
          await parse(each);
        } catch (error) {
          expect(error).toBeInstanceOf(JacoPkgError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('what is signed verifies, and its text comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array(),
      commentText,
      commentText,
      async (bytes, trusted, untrusted) => {
        const written = encodeSignature(await sign(bytes, key, { trusted, untrusted }));
        const read = parseSignature(Buffer.from(written));
        expect(encodeSignature(read)).toBe(written);
        expect((await verify(bytes, read, keys)).trustedComment).toBe(trusted);
      },
    ),
  );
});
