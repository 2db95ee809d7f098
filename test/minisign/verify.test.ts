import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { concat } from '../../src/container/bytes.ts';
import { gather } from '../../src/minisign/data.ts';
import { signBytes } from '../../src/minisign/ed25519.ts';
import {
  encodeSignature,
  parsePublicKey,
  parseSignature,
  sign,
  verify,
} from '../../src/minisign/index.ts';
import { AUTHOR_KEY, AUTHOR_SIGNATURES, codeOf, fixedKey } from './fixtures.ts';

const data = Buffer.from('what is released');
const key = fixedKey(1);
const other = fixedKey(2);

describe('verify', () => {
  test.each(Object.entries(AUTHOR_SIGNATURES))('a %s signature of the author', async (_, text) => {
    const author = parsePublicKey(AUTHOR_KEY);
    const signature = parseSignature(text);
    const verified = await verify(Buffer.from('test'), signature, [author]);
    expect(verified.key).toBe(author);
    expect(verified.trustedComment).toMatch(/^timestamp:155\d+\tfile:test$/);
    expect(await codeOf(() => verify(Buffer.from('Test'), signature, [author]))).toBe(
      'signature_invalid',
    );
  });

  test('says which of several trusted keys matched', async () => {
    const keys = [fixedKey(3), key, other].map(({ publicKey }) => publicKey);
    for (const signer of [key, other]) {
      const signature = await sign(data, signer, { trusted: 'x' });
      expect((await verify(data, signature, keys)).key).toBe(
        keys.find(({ keyId }) => keyId === signer.publicKey.keyId),
      );
    }
  });

  test('tries every key of the same id', async () => {
    const namesake = { ...other.publicKey, keyId: key.publicKey.keyId };
    const signature = await sign(data, key, { trusted: 'x' });
    const verified = await verify(data, signature, [namesake, key.publicKey]);
    expect(verified.key).toBe(key.publicKey);
    expect(await codeOf(() => verify(data, signature, [namesake]))).toBe('signature_invalid');
  });

  test('refuses an unknown key without reading the data', async () => {
    const signature = await sign(data, key, { trusted: 'x' });
    const unread = Readable.from(
      (function* () {
        expect.unreachable();
        yield data;
      })(),
    );
    const refused = verify(unread, signature, [other.publicKey], { file: 'a.minisig' });
    await expect(refused).rejects.toMatchObject({
      code: 'signature_key_unknown',
      message:
        'a.minisig: the signature is by key F000000000000001; trusted keys: F000000000000002',
    });
    expect(await codeOf(() => verify(data, signature, []))).toBe('signature_key_unknown');
  });

  test('refuses the trusted comment of another signature by the same key', async () => {
    const first = await sign(data, key, { trusted: 'version 1' });
    const second = await sign(data, key, { trusted: 'version 2' });
    const third = await sign(Buffer.from('more'), key, { trusted: 'version 1' });
    const { trustedComment, globalSignature } = second;
    for (const swapped of [
      { ...first, trustedComment },
      { ...first, globalSignature },
      { ...first, globalSignature: third.globalSignature },
    ]) {
      await expect(verify(data, swapped, [key.publicKey])).rejects.toMatchObject({
        code: 'signature_invalid',
        message: expect.stringContaining('trusted comment'),
      });
    }
  });

  test('refuses a legacy signature on request', async () => {
    const author = parsePublicKey(AUTHOR_KEY);
    const options = { requirePrehashed: true };
    const test = Buffer.from('test');
    const legacy = parseSignature(AUTHOR_SIGNATURES.legacy);
    expect(await codeOf(() => verify(test, legacy, [author], options))).toBe('signature_invalid');
    await verify(test, parseSignature(AUTHOR_SIGNATURES.prehashed), [author], options);
  });

  test('takes a legacy stream, up to its limit', async () => {
    const chunks = [data.subarray(0, 5), data.subarray(5)];
    const signature = signBytes(key.privateKey, data);
    const legacy = {
      keyId: key.publicKey.keyId,
      isPrehashed: false,
      signature,
      untrustedComment: '',
      trustedComment: '',
      globalSignature: signBytes(key.privateKey, signature),
    };
    await verify(Readable.from(chunks), legacy, [key.publicKey]);
    await verify(Readable.from(chunks), parseSignature(encodeSignature(legacy)), [key.publicKey]);
    expect(await gather(Readable.from(chunks), data.length)).toEqual(data);
    expect(await codeOf(() => gather(Readable.from(chunks), data.length - 1))).toBe(
      'signature_invalid',
    );
  });
});

describe('sign', () => {
  test('gives the same text however the data is cut', async () => {
    const long = Buffer.alloc(3_000_000, 'abcdefg');
    const texts = await Promise.all(
      [
        long,
        Readable.from([long]),
        Readable.from(cut(long, 65_537)),
        Readable.from(cut(long, 1e6)),
      ].map(async (source) => encodeSignature(await sign(source, key, { trusted: 'c' }))),
    );
    expect(new Set(texts).size).toBe(1);
    await verify(concat(cut(long, 7777)), parseSignature(texts[0] ?? ''), [key.publicKey]);
  });

  test('keeps a byte order mark in a comment', async () => {
    const comments = { trusted: '\ufefft', untrusted: '\ufeffu' };
    const read = parseSignature(encodeSignature(await sign(data, key, comments)));
    expect(read.untrustedComment).toBe(comments.untrusted);
    expect((await verify(data, read, [key.publicKey])).trustedComment).toBe(comments.trusted);
  });

  test('passes on the error of a stream', async () => {
    const broken = Readable.from(
      (async function* () {
        yield data;
        throw new TypeError('broken');
      })(),
    );
    await expect(sign(broken, key, { trusted: 'c' })).rejects.toThrow(new TypeError('broken'));
  });

  test.each([
    ['a line end', 'a\nb'],
    ['a carriage return', 'a\r'],
    ['an escape', '\u001b[1m'],
    ['a C1 control', '\u009b1m'],
    ['half a surrogate pair', 'a\ud800'],
    ['too much', 'ä'.repeat(5000)],
  ])('refuses a comment with %s', async (_, text) => {
    expect(await codeOf(() => sign(data, key, { trusted: text }))).toBe('comment_invalid');
    expect(await codeOf(() => sign(data, key, { trusted: '', untrusted: text }))).toBe(
      'comment_invalid',
    );
  });
});

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
