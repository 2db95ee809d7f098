import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { seedOf } from '../../src/minisign/ed25519.ts';
import {
  changePassword,
  encodePublicKey,
  encodeSecretKey,
  generateKeyPair,
  isEncryptedSecretKey,
  parsePublicKey,
  parsePublicKeys,
  parseSecretKey,
  publicKeyLine,
} from '../../src/minisign/index.ts';
import { AUTHOR_KEY, CHEAP, codeOf, fixedKey } from './fixtures.ts';

const key = fixedKey(7);
const locked = { password: 'correct horse', limits: CHEAP };

/** The text of a secret key file with some bytes of its record replaced. */
function patched(text: string, offset: number, bytes: string | Uint8Array): string {
  const [comment, line = ''] = text.split('\n');
  const record = Buffer.from(line, 'base64');
  record.set(Buffer.from(bytes), offset);
  return `${comment}\n${record.toString('base64')}\n`;
}

describe('public keys', () => {
  test('a file, a bare line, CR LF and empty lines at the end are the same key', () => {
    const file = encodePublicKey(key.publicKey);
    const line = publicKeyLine(key.publicKey);
    expect(file).toBe(`untrusted comment: minisign public key F000000000000007\n${line}\n`);
    for (const text of [file, line, `${line}\r\n`, file.replaceAll('\n', '\r\n'), `${file}\n\n`]) {
      expect(parsePublicKey(text)).toEqual(key.publicKey);
    }
    expect(parsePublicKey(`any comment\n${line}`)).toEqual(key.publicKey);
    expect(publicKeyLine(parsePublicKey(AUTHOR_KEY))).toBe(AUTHOR_KEY);
  });

  test('an id that begins with zeros is written as minisign 0.11 writes it', () => {
    const file = `untrusted comment: minisign public key 6467C6C6D8E1677
RWR3Fo5tbHxGBvJdsGCwu05vjRzFGsFueoLaj+IE4t3glia+Rem6TmAq
`;
    expect(encodePublicKey(parsePublicKey(file))).toBe(file);
  });

  test('several keys in one text', () => {
    const keys = [7, 8, 9].map((number) => fixedKey(number).publicKey);
    expect(parsePublicKeys(keys.map((each) => encodePublicKey(each)).join('\n'))).toEqual(keys);
    expect(parsePublicKeys(keys.map(publicKeyLine).join('\n'))).toEqual(keys);
    expect(() => parsePublicKey(keys.map(publicKeyLine).join('\n'))).toThrow('has 3 public keys');
  });

  test.each([
    ['nothing', '', 'has no public key'],
    ['a comment only', 'untrusted comment: x\n', 'has no public key'],
    ['no base64', 'hello\n', 'is not a minisign public key'],
    ['a short key', AUTHOR_KEY.slice(4), 'is not a minisign public key'],
    ['a space', `${AUTHOR_KEY} `, 'is not a minisign public key'],
    ['garbage after it', `${AUTHOR_KEY}\ngarbage`, 'is not a minisign public key'],
    ['another algorithm', AUTHOR_KEY.replace('RW', 'RU'), 'unknown signature algorithm'],
    ['a weak key', `RWQf6LRCGA9i5${'A'.repeat(43)}`, 'weak key'],
    ['too much', 'x'.repeat(100_000), 'is too long'],
  ])('refuses %s', (_, text, message) => {
    const attempt = () => parsePublicKey(text, 'release.pub');
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(JacoPkgError);
    expect(attempt).toThrow('release.pub');
  });
});

describe('secret keys', () => {
  test('come back from an unencrypted file', async () => {
    const text = await encodeSecretKey(key, 'none');
    expect(text).toMatch(/^untrusted comment: minisign unencrypted secret key\nRWQAAEIy\S+\n$/);
    expect(isEncryptedSecretKey(text)).toBe(false);
    for (const form of [text, text.replaceAll('\n', '\r\n'), text.split('\n')[1] ?? '']) {
      expect((await parseSecretKey(form)).publicKey).toEqual(key.publicKey);
    }
  });

  test('come back from an encrypted file with its password only', async () => {
    const text = await encodeSecretKey(key, locked);
    expect(text).toMatch(/^untrusted comment: minisign encrypted secret key\nRWRTY0Iy\S+\n$/);
    expect(isEncryptedSecretKey(text)).toBe(true);
    const opened = await parseSecretKey(text, locked.password);
    expect(opened.publicKey).toEqual(key.publicKey);
    expect(seedOf(opened.privateKey)).toEqual(seedOf(key.privateKey));
    await expect(parseSecretKey(text, 'Correct horse', 'my.key')).rejects.toMatchObject({
      code: 'key_password',
      message: 'my.key: the secret key does not open with this password, or is damaged',
    });
    await expect(parseSecretKey(text)).rejects.toThrow('is encrypted and needs a password');
    expect(await codeOf(() => parseSecretKey(text, ''))).toBe('key_password');
  });

  test('an empty password is a password', async () => {
    const text = await encodeSecretKey(key, { password: '', limits: CHEAP });
    expect((await parseSecretKey(text, '')).publicKey).toEqual(key.publicKey);
    expect(await codeOf(() => parseSecretKey(text))).toBe('key_password');
  });

  test('change their password, and lose it', async () => {
    const first = await encodeSecretKey(key, locked);
    const second = await changePassword(first, locked.password, { ...locked, password: 'other' });
    expect(await codeOf(() => parseSecretKey(second, locked.password))).toBe('key_password');
    expect((await parseSecretKey(second, 'other')).publicKey).toEqual(key.publicKey);
    expect(await codeOf(() => changePassword(second, 'wrong', 'none'))).toBe('key_password');
    expect(await changePassword(second, 'other', 'none')).toBe(await encodeSecretKey(key, 'none'));
  });

  test('keep a comment of their own when the password changes', async () => {
    const plain = await encodeSecretKey(key, 'none', 'release key \u00e9');
    const changed = await changePassword(plain, undefined, locked);
    expect(changed).toMatch(/^untrusted comment: release key \u00e9\n/);
    const [, bare = ''] = plain.split('\n');
    expect(await changePassword(bare, undefined, locked)).toMatch(
      /: minisign encrypted secret key\n/,
    );
  });

  test('never repeat a salt', async () => {
    expect(await encodeSecretKey(key, locked)).not.toBe(await encodeSecretKey(key, locked));
  });

  test('are new each time', () => {
    const [first, second] = [generateKeyPair(), generateKeyPair()];
    expect(first.publicKey.keyId).toMatch(/^[0-9A-F]{16}$/);
    expect(first.publicKey.keyId).not.toBe(second.publicKey.keyId);
    expect(first.publicKey.publicKey).not.toEqual(second.publicKey.publicKey);
  });

  test.each([
    ['an unknown algorithm', 0, 'ED', 'unknown algorithm'],
    ['an unknown key derivation', 2, 'XX', 'unknown key derivation'],
    ['an unknown checksum', 4, 'XX', 'unknown checksum'],
    ['another key id', 54, 'x', 'checksum does not match'],
    ['another seed', 62, 'x', 'checksum does not match'],
    ['a wrong checksum', 126, 'x', 'checksum does not match'],
  ])('refuse %s', async (_, offset, bytes, message) => {
    const text = patched(await encodeSecretKey(key, 'none'), offset, bytes);
    await expect(parseSecretKey(text)).rejects.toMatchObject({
      code: 'key_invalid',
      message: expect.stringContaining(message),
    });
  });

  test('refuse a public half of another key, even where no checksum is set', async () => {
    const unset = patched(await encodeSecretKey(key, 'none'), 126, new Uint8Array(32));
    expect((await parseSecretKey(unset)).publicKey).toEqual(key.publicKey);
    const mixed = patched(unset, 94, fixedKey(8).publicKey.publicKey);
    await expect(parseSecretKey(mixed)).rejects.toThrow('its public half does not belong');
  });

  test.each([
    ['memory', [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1]],
    ['work', [0, 0, 0, 0, 1], [0, 0, 16, 0, 0]],
  ])('refuse to spend too much %s', async (_, ops, mem) => {
    const text = patched(await encodeSecretKey(key, locked), 38, Uint8Array.from(ops));
    const greedy = patched(text, 46, Uint8Array.from(mem));
    await expect(parseSecretKey(greedy, 'x')).rejects.toThrow('more than is allowed');
  });

  test('refuse limits that could not be read again', async () => {
    const limits = { ops: 1n << 40n, mem: 1n << 40n };
    expect(await codeOf(() => encodeSecretKey(key, { password: 'x', limits }))).toBe(
      'key_derivation',
    );
  });

  test.each([['a\nb'], ['a\0'], ['\r'], ['x'.repeat(1024)]])(
    'refuse password %j',
    async (password) => {
      expect(await codeOf(() => encodeSecretKey(key, { password, limits: CHEAP }))).toBe(
        'key_password',
      );
    },
  );

  test.each([
    ['nothing', ''],
    ['a public key', encodePublicKey(key.publicKey)],
    ['three lines', 'a\nb\nc\n'],
    ['too much', 'x'.repeat(100_000)],
  ])('refuse %s', async (_, text) => {
    expect(await codeOf(() => parseSecretKey(text, 'x'))).toBe('key_invalid');
    expect(await codeOf(() => isEncryptedSecretKey(text))).toBe('key_invalid');
  });

  test('show none of themselves', async () => {
    const opened = await parseSecretKey(await encodeSecretKey(key, locked), locked.password);
    const seed = Buffer.from(seedOf(key.privateKey));
    const shown = inspect(opened, { depth: 10, showHidden: true }) + JSON.stringify(opened);
    for (const secret of [seed.toString('hex'), seed.toString('base64'), '7, 7, 7, 7', '7,7,7,7']) {
      expect(shown).not.toContain(secret);
    }
    const text = await encodeSecretKey(key, locked);
    const error = await parseSecretKey(text, 'a wrong secret').catch((cause) => cause);
    expect(inspect(error, { depth: 10 })).not.toMatch(/a wrong secret|RWRTY0Iy/);
  });
});
